using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class MigrationPlans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "migration_plans",
                columns: table => new
                {
                    plan_id = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    head_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    definition_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    flow_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    target_version = table.Column<int>(type: "integer", nullable: false),
                    stage = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    drafted_at = table.Column<long>(type: "bigint", nullable: false),
                    drafted_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    cases = table.Column<int>(type: "integer", nullable: false),
                    ready = table.Column<int>(type: "integer", nullable: false),
                    migrated = table.Column<int>(type: "integer", nullable: false),
                    skipped = table.Column<int>(type: "integer", nullable: false),
                    taken_back = table.Column<int>(type: "integer", nullable: false),
                    leased_until = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_migration_plans", x => x.plan_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_migration_plans_definition_id_drafted_at",
                table: "migration_plans",
                columns: new[] { "definition_id", "drafted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_migration_plans_stage_leased_until",
                table: "migration_plans",
                columns: new[] { "stage", "leased_until" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "migration_plans");
        }
    }
}
