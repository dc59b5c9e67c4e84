using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class JournalLines : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    case_number = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    first_sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    events = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    hashes = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    previous_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal", x => new { x.case_number, x.first_sequence });
                });

            // Until now each event had a row of its own: each becomes a line of one event, with the hash it has.
            migrationBuilder.Sql(
                "INSERT INTO journal (case_number, first_sequence, at, events, hashes, previous_hash) " +
                "SELECT case_number, sequence, at, CONCAT(N'[[\"', type, N'\",', type_version, N',', data, N']]'), hash, previous_hash FROM events;");

            migrationBuilder.DropTable(
                name: "events");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new System.NotSupportedException("Expected a backup to go back to, because a journal is never rewritten; there is no way down from here.");
    }
}
