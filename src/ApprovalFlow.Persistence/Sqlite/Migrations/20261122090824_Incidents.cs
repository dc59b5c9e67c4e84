using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Incidents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "incidents",
                columns: table => new
                {
                    case_number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    context = table.Column<int>(type: "INTEGER", nullable: false),
                    activity_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    message = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    cause = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    stops = table.Column<bool>(type: "INTEGER", nullable: false),
                    flow_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    flow_name_zh = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    flow_name_en = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    definition_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    department_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incidents", x => new { x.case_number, x.sequence });
                });

            migrationBuilder.CreateIndex(
                name: "ix_incidents_at_case_number_sequence",
                table: "incidents",
                columns: new[] { "at", "case_number", "sequence" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "incidents");
        }
    }
}
