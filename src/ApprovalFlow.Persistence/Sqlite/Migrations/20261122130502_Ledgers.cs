using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Ledgers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ledger_leaves",
                columns: table => new
                {
                    stream = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    last_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    first_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    page = table.Column<long>(type: "INTEGER", nullable: false),
                    head_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    events_root = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_leaves", x => new { x.stream, x.last_sequence });
                });

            migrationBuilder.CreateTable(
                name: "ledger_pages",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    page = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    signature = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_pages", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "ledger_timestamps",
                columns: table => new
                {
                    page = table.Column<long>(type: "INTEGER", nullable: false),
                    authority = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    token = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_timestamps", x => x.page);
                });

            migrationBuilder.CreateTable(
                name: "read_logs",
                columns: table => new
                {
                    stream = table.Column<string>(type: "TEXT", maxLength: 70, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    head_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_read_logs", x => x.stream);
                });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_leaves_page_stream",
                table: "ledger_leaves",
                columns: new[] { "page", "stream" });

            // What is the truth is only ever appended to, whoever opens the file. A later migration that rebuilds one of these tables must make its triggers again.
            foreach (var table in new[] { "journal", "ledger_pages", "ledger_leaves", "ledger_timestamps" })
                foreach (var (act, word) in new[] { ("UPDATE", "changed"), ("DELETE", "removed") })
                    migrationBuilder.Sql($"CREATE TRIGGER {table}_never_{word} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is only ever appended to: no row of it may be {word}.'); END;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER journal_never_changed");
            migrationBuilder.Sql("DROP TRIGGER journal_never_removed");

            migrationBuilder.DropTable(
                name: "ledger_leaves");

            migrationBuilder.DropTable(
                name: "ledger_pages");

            migrationBuilder.DropTable(
                name: "ledger_timestamps");

            migrationBuilder.DropTable(
                name: "read_logs");
        }
    }
}
