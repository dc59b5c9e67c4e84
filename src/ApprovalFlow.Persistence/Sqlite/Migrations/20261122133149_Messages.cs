using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Messages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "language",
                table: "asp_net_users",
                type: "TEXT",
                maxLength: 10,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "message_opt_outs",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    @class = table.Column<int>(name: "class", type: "INTEGER", nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_opt_outs", x => new { x.subject, x.@class, x.channel });
                });

            migrationBuilder.CreateTable(
                name: "message_steps",
                columns: table => new
                {
                    message_key = table.Column<string>(type: "TEXT", maxLength: 240, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    what = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_steps", x => new { x.message_key, x.version });
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", maxLength: 240, nullable: false),
                    event_key = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    event_name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    case_number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    recipient_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    @class = table.Column<int>(name: "class", type: "INTEGER", nullable: false),
                    template_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    template_version = table.Column<int>(type: "INTEGER", nullable: false),
                    chinese = table.Column<bool>(type: "INTEGER", nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    delivered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    not_held_since = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_messages_address_sent_at",
                table: "messages",
                columns: new[] { "address", "sent_at" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_at",
                table: "messages",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_messages_case_number_at",
                table: "messages",
                columns: new[] { "case_number", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_due_at",
                table: "messages",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "ix_messages_recipient_id_at",
                table: "messages",
                columns: new[] { "recipient_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_state_at",
                table: "messages",
                columns: new[] { "state", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "message_opt_outs");

            migrationBuilder.DropTable(
                name: "message_steps");

            migrationBuilder.DropTable(
                name: "messages");

            migrationBuilder.DropColumn(
                name: "language",
                table: "asp_net_users");
        }
    }
}
