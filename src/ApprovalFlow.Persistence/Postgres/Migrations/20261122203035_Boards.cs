using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.Postgres.Migrations
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
                    case_number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    flow_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    zh = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    en = table.Column<string>(type: "character varying(1500)", maxLength: 1500, nullable: false),
                    related_case = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    finding = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    finding_text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    found_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    found_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_anomalies", x => new { x.case_number, x.sequence, x.code });
                });

            migrationBuilder.CreateTable(
                name: "board_cases",
                columns: table => new
                {
                    case_number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    rules = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    item_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    flow_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    window_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    window_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    received_on = table.Column<DateOnly>(type: "date", nullable: false),
                    accepted_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    result = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    is_decided = table.Column<bool>(type: "boolean", nullable: false),
                    decider_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    decider_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    promised_days = table.Column<double>(type: "double precision", nullable: true),
                    law_days = table.Column<double>(type: "double precision", nullable: true),
                    used_days = table.Column<double>(type: "double precision", nullable: true),
                    law_used_days = table.Column<double>(type: "double precision", nullable: true),
                    in_time = table.Column<bool>(type: "boolean", nullable: true),
                    in_law = table.Column<bool>(type: "boolean", nullable: true),
                    waited_days = table.Column<int>(type: "integer", nullable: true),
                    due = table.Column<DateOnly>(type: "date", nullable: true),
                    paused_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    paused_until = table.Column<DateOnly>(type: "date", nullable: true),
                    moved_at = table.Column<long>(type: "bigint", nullable: false),
                    corrections = table.Column<int>(type: "integer", nullable: false),
                    yellow_cards = table.Column<int>(type: "integer", nullable: false),
                    red_cards = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_cases", x => x.case_number);
                });

            migrationBuilder.CreateTable(
                name: "board_reasons",
                columns: table => new
                {
                    case_number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    item_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    flow_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    window_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_reasons", x => new { x.case_number, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "board_steps",
                columns: table => new
                {
                    task_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    case_number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    person_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    person_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    step_department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    item_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    flow_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    name_zh = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name_en = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ended_minute = table.Column<long>(type: "bigint", nullable: false),
                    outcome = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    limit_days = table.Column<double>(type: "double precision", nullable: true),
                    used_days = table.Column<double>(type: "double precision", nullable: true),
                    in_time = table.Column<bool>(type: "boolean", nullable: true)
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
