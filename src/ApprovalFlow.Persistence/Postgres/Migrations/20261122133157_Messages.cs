using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.Postgres.Migrations
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
                type: "character varying(10)",
                maxLength: 10,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "message_opt_outs",
                columns: table => new
                {
                    subject = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    @class = table.Column<int>(name: "class", type: "integer", nullable: false),
                    channel = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_opt_outs", x => new { x.subject, x.@class, x.channel });
                });

            migrationBuilder.CreateTable(
                name: "message_steps",
                columns: table => new
                {
                    message_key = table.Column<string>(type: "character varying(240)", maxLength: 240, nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    what = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_steps", x => new { x.message_key, x.version });
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(240)", maxLength: 240, nullable: false, collation: "C"),
                    event_key = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false, collation: "C"),
                    event_name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    case_number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    recipient_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true, collation: "C"),
                    @class = table.Column<int>(name: "class", type: "integer", nullable: false),
                    template_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    template_version = table.Column<int>(type: "integer", nullable: false),
                    chinese = table.Column<bool>(type: "boolean", nullable: false),
                    subject = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    sent_at = table.Column<long>(type: "bigint", nullable: true),
                    delivered_at = table.Column<long>(type: "bigint", nullable: true),
                    not_held_since = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
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
