using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Packets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "packet_bodies",
                columns: table => new
                {
                    department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    packet_number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_packet_bodies", x => new { x.department_id, x.packet_number });
                });

            migrationBuilder.CreateTable(
                name: "packet_feedback",
                columns: table => new
                {
                    packet_number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    feedback_id = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    applicant_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    case_number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    item_name_zh = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    item_name_en = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    on_day = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_packet_feedback", x => new { x.packet_number, x.feedback_id });
                });

            migrationBuilder.CreateTable(
                name: "packets",
                columns: table => new
                {
                    number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    head_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    case_number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    item_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    item_name_zh = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    item_name_en = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    applicant_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    county_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    result = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    approving_department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    status = table.Column<int>(type: "integer", nullable: false),
                    sent_at = table.Column<long>(type: "bigint", nullable: false),
                    waiting_since = table.Column<long>(type: "bigint", nullable: false),
                    claim_days = table.Column<double>(type: "double precision", nullable: false),
                    claimed_at = table.Column<long>(type: "bigint", nullable: true),
                    claimed_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    findings = table.Column<int>(type: "integer", nullable: false),
                    adverse = table.Column<int>(type: "integer", nullable: false),
                    is_revoking = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_packets", x => x.number);
                });

            migrationBuilder.CreateIndex(
                name: "ix_packet_bodies_packet_number",
                table: "packet_bodies",
                column: "packet_number");

            migrationBuilder.CreateIndex(
                name: "ix_packet_feedback_applicant_id",
                table: "packet_feedback",
                column: "applicant_id");

            migrationBuilder.CreateIndex(
                name: "ix_packets_case_number",
                table: "packets",
                column: "case_number");

            migrationBuilder.CreateIndex(
                name: "ix_packets_sent_at",
                table: "packets",
                column: "sent_at");

            migrationBuilder.CreateIndex(
                name: "ix_packets_status_waiting_since",
                table: "packets",
                columns: new[] { "status", "waiting_since" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "packet_bodies");

            migrationBuilder.DropTable(
                name: "packet_feedback");

            migrationBuilder.DropTable(
                name: "packets");
        }
    }
}
