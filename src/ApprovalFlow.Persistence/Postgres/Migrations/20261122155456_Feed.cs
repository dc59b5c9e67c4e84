using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Feed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "feed",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    stream = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    first_sequence = table.Column<long>(type: "bigint", nullable: false),
                    last_sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "feed_deliveries",
                columns: table => new
                {
                    receiver = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    delivered = table.Column<long>(type: "bigint", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    failing_since = table.Column<long>(type: "bigint", nullable: true),
                    next_at = table.Column<long>(type: "bigint", nullable: true),
                    error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    stopped = table.Column<bool>(type: "boolean", nullable: false),
                    confirmed_at = table.Column<long>(type: "bigint", nullable: true),
                    leased_until = table.Column<long>(type: "bigint", nullable: true),
                    leased_by = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed_deliveries", x => x.receiver);
                });

            migrationBuilder.CreateIndex(
                name: "ix_feed_stream_last_sequence",
                table: "feed",
                columns: new[] { "stream", "last_sequence" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "feed");

            migrationBuilder.DropTable(
                name: "feed_deliveries");
        }
    }
}
