using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.SqlServer.Migrations
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
                    case_number = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    context = table.Column<int>(type: "int", nullable: false),
                    activity_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    name_zh = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    name_en = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    message = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    cause = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    stops = table.Column<bool>(type: "bit", nullable: false),
                    flow_code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    flow_name_zh = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    flow_name_en = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    definition_hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    department_id = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2")
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
