using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Supervision : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "alarm",
                table: "cases",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "cards",
                columns: table => new
                {
                    case_number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    card_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    level = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    rule = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    clock = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    cause_zh = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    cause_en = table.Column<string>(type: "character varying(800)", maxLength: 800, nullable: false),
                    flow_name_zh = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    flow_name_en = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    applicant_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    owner_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    owner_department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    owner_region = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    owner_user_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    owner_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    raised_at = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    is_open = table.Column<bool>(type: "boolean", nullable: false),
                    order_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    order_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    order_department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    order_step = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cards", x => new { x.case_number, x.card_id });
                });

            migrationBuilder.CreateTable(
                name: "heartbeats",
                columns: table => new
                {
                    engine = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_heartbeats", x => x.engine);
                });

            migrationBuilder.CreateIndex(
                name: "ix_cases_item_code_applicant_name",
                table: "cases",
                columns: new[] { "item_code", "applicant_name" });

            migrationBuilder.CreateIndex(
                name: "ix_cards_department_id_is_open_raised_at",
                table: "cards",
                columns: new[] { "department_id", "is_open", "raised_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cards_is_open_raised_at_case_number",
                table: "cards",
                columns: new[] { "is_open", "raised_at", "case_number" });

            // Every open case gets its alarm; the first tick looks at each and sets when it is looked at next.
            migrationBuilder.Sql(
                "INSERT INTO timers (case_number, bookmark_id, kind, due, next_attempt) SELECT case_number, 'clock', 'clock', 0, 0 FROM cases WHERE status <> 5;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cards");

            migrationBuilder.DropTable(
                name: "heartbeats");

            migrationBuilder.DropIndex(
                name: "ix_cases_item_code_applicant_name",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "alarm",
                table: "cases");
        }
    }
}
