using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.SqlServer.Migrations
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

            migrationBuilder.DropColumn(
                name: "is_current",
                table: "definitions");

            migrationBuilder.AlterColumn<string>(
                name: "definition_id",
                table: "definitions",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                collation: "Latin1_General_100_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(100)",
                oldMaxLength: 100);

            migrationBuilder.AddColumn<string>(
                name: "approved_by",
                table: "definitions",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "change_note",
                table: "definitions",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "effective_from",
                table: "definitions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "region",
                table: "definitions",
                type: "nvarchar(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "retired_from",
                table: "definitions",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "definition_lives",
                columns: table => new
                {
                    definition_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    head_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    revision = table.Column<int>(type: "int", nullable: false),
                    name = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    flow_code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true, collation: "Latin1_General_100_BIN2"),
                    department_id = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true, collation: "Latin1_General_100_BIN2"),
                    region = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    stage = table.Column<int>(type: "int", nullable: false),
                    last_version = table.Column<int>(type: "int", nullable: false),
                    draft_saved_at = table.Column<long>(type: "bigint", nullable: true),
                    draft_saved_by_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_definition_lives", x => x.definition_id);
                });

            migrationBuilder.CreateTable(
                name: "draft_editors",
                columns: table => new
                {
                    definition_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    window = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    user_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    seen_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_draft_editors", x => new { x.definition_id, x.window });
                });

            migrationBuilder.CreateTable(
                name: "drafts",
                columns: table => new
                {
                    definition_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    revision = table.Column<int>(type: "int", nullable: false),
                    hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    saved_at = table.Column<long>(type: "bigint", nullable: false),
                    saved_by_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    saved_by_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    json = table.Column<string>(type: "nvarchar(max)", nullable: false)
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

            migrationBuilder.AlterColumn<string>(
                name: "definition_id",
                table: "definitions",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "nvarchar(100)",
                oldMaxLength: 100,
                oldCollation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<bool>(
                name: "is_current",
                table: "definitions",
                type: "bit",
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
