using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.Postgres.Migrations
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
                    case_number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    context = table.Column<int>(type: "integer", nullable: false),
                    activity_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_zh = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name_en = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    message = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    cause = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    stops = table.Column<bool>(type: "boolean", nullable: false),
                    flow_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    flow_name_zh = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    flow_name_en = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    definition_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C")
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
