using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Versions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_definitions_flow_code_version",
                table: "definitions");

            // In place: EF would copy the table, which SQLite cannot do inside the migration's transaction.
            migrationBuilder.Sql("ALTER TABLE definitions DROP COLUMN is_current;");

            migrationBuilder.AddColumn<string>(
                name: "approved_by",
                table: "definitions",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "change_note",
                table: "definitions",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "effective_from",
                table: "definitions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "region",
                table: "definitions",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "retired_from",
                table: "definitions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "definition_lives",
                columns: table => new
                {
                    definition_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    head_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    flow_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    department_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    region = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    stage = table.Column<int>(type: "INTEGER", nullable: false),
                    last_version = table.Column<int>(type: "INTEGER", nullable: false),
                    draft_saved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    draft_saved_by_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_definition_lives", x => x.definition_id);
                });

            migrationBuilder.CreateTable(
                name: "draft_editors",
                columns: table => new
                {
                    definition_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    window = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    user_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_draft_editors", x => new { x.definition_id, x.window });
                });

            migrationBuilder.CreateTable(
                name: "drafts",
                columns: table => new
                {
                    definition_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    saved_at = table.Column<long>(type: "INTEGER", nullable: false),
                    saved_by_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    saved_by_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    json = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_drafts", x => x.definition_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_definitions_definition_id_version",
                table: "definitions",
                columns: new[] { "definition_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_definitions_flow_code",
                table: "definitions",
                column: "flow_code");

            migrationBuilder.CreateIndex(
                name: "ix_draft_editors_seen_at",
                table: "draft_editors",
                column: "seen_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "definition_lives");

            migrationBuilder.DropTable(
                name: "draft_editors");

            migrationBuilder.DropTable(
                name: "drafts");

            migrationBuilder.DropIndex(
                name: "ix_definitions_definition_id_version",
                table: "definitions");

            migrationBuilder.DropIndex(
                name: "ix_definitions_flow_code",
                table: "definitions");

            migrationBuilder.DropColumn(
                name: "approved_by",
                table: "definitions");

            migrationBuilder.DropColumn(
                name: "change_note",
                table: "definitions");

            migrationBuilder.DropColumn(
                name: "effective_from",
                table: "definitions");

            migrationBuilder.DropColumn(
                name: "region",
                table: "definitions");

            migrationBuilder.DropColumn(
                name: "retired_from",
                table: "definitions");

            migrationBuilder.AddColumn<bool>(
                name: "is_current",
                table: "definitions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "ix_definitions_flow_code_version",
                table: "definitions",
                columns: new[] { "flow_code", "version" },
                unique: true);
        }
    }
}
