using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.Sqlite.Migrations
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
                    department_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    packet_number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_packet_bodies", x => new { x.department_id, x.packet_number });
                });

            migrationBuilder.CreateTable(
                name: "packet_feedback",
                columns: table => new
                {
                    packet_number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    feedback_id = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    applicant_id = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    case_number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    item_name_zh = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    item_name_en = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    department_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    on_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_packet_feedback", x => new { x.packet_number, x.feedback_id });
                });

            migrationBuilder.CreateTable(
                name: "packets",
                columns: table => new
                {
                    number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    head_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    case_number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    item_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    item_name_zh = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    item_name_en = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    applicant_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    county_code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    result = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    approving_department_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    department_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: false),
                    waiting_since = table.Column<long>(type: "INTEGER", nullable: false),
                    claim_days = table.Column<double>(type: "REAL", nullable: false),
                    claimed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    claimed_by_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    findings = table.Column<int>(type: "INTEGER", nullable: false),
                    adverse = table.Column<int>(type: "INTEGER", nullable: false),
                    is_revoking = table.Column<bool>(type: "INTEGER", nullable: false)
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
