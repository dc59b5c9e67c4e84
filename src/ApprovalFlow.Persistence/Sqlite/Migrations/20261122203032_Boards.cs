using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Boards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "anomalies",
                columns: table => new
                {
                    case_number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    department_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    flow_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    zh = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    en = table.Column<string>(type: "TEXT", maxLength: 1500, nullable: false),
                    related_case = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    finding = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    finding_text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    found_by_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    found_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_anomalies", x => new { x.case_number, x.sequence, x.code });
                });

            migrationBuilder.CreateTable(
                name: "board_cases",
                columns: table => new
                {
                    case_number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    rules = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    department_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    item_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    flow_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    window_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    window_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    received_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    accepted_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ended_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    result = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    is_decided = table.Column<bool>(type: "INTEGER", nullable: false),
                    decider_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    decider_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    promised_days = table.Column<double>(type: "REAL", nullable: true),
                    law_days = table.Column<double>(type: "REAL", nullable: true),
                    used_days = table.Column<double>(type: "REAL", nullable: true),
                    law_used_days = table.Column<double>(type: "REAL", nullable: true),
                    in_time = table.Column<bool>(type: "INTEGER", nullable: true),
                    in_law = table.Column<bool>(type: "INTEGER", nullable: true),
                    waited_days = table.Column<int>(type: "INTEGER", nullable: true),
                    due = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    paused_by = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    paused_until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    moved_at = table.Column<long>(type: "INTEGER", nullable: false),
                    corrections = table.Column<int>(type: "INTEGER", nullable: false),
                    yellow_cards = table.Column<int>(type: "INTEGER", nullable: false),
                    red_cards = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_cases", x => x.case_number);
                });

            migrationBuilder.CreateTable(
                name: "board_reasons",
                columns: table => new
                {
                    case_number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    department_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    item_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    flow_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    window_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_reasons", x => new { x.case_number, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "board_steps",
                columns: table => new
                {
                    task_id = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    case_number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    person_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    person_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    step_department_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    department_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    item_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    flow_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ended_minute = table.Column<long>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    limit_days = table.Column<double>(type: "REAL", nullable: true),
                    used_days = table.Column<double>(type: "REAL", nullable: true),
                    in_time = table.Column<bool>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_steps", x => x.task_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_anomalies_code_subject",
                table: "anomalies",
                columns: new[] { "code", "subject" });

            migrationBuilder.CreateIndex(
                name: "ix_anomalies_finding_at",
                table: "anomalies",
                columns: new[] { "finding", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_board_cases_ended_on_department_id",
                table: "board_cases",
                columns: new[] { "ended_on", "department_id" });

            migrationBuilder.CreateIndex(
                name: "ix_board_cases_received_on_department_id",
                table: "board_cases",
                columns: new[] { "received_on", "department_id" });

            migrationBuilder.CreateIndex(
                name: "ix_board_reasons_on_kind",
                table: "board_reasons",
                columns: new[] { "on", "kind" });

            migrationBuilder.CreateIndex(
                name: "ix_board_steps_case_number",
                table: "board_steps",
                column: "case_number");

            migrationBuilder.CreateIndex(
                name: "ix_board_steps_ended_minute_person_id",
                table: "board_steps",
                columns: new[] { "ended_minute", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ix_board_steps_ended_on_person_id",
                table: "board_steps",
                columns: new[] { "ended_on", "person_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "anomalies");

            migrationBuilder.DropTable(
                name: "board_cases");

            migrationBuilder.DropTable(
                name: "board_reasons");

            migrationBuilder.DropTable(
                name: "board_steps");
        }
    }
}
