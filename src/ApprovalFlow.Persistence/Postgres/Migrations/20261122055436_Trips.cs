using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Trips : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "bookings",
                columns: table => new
                {
                    officer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    piece = table.Column<long>(type: "bigint", nullable: false),
                    trip_number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bookings", x => new { x.officer_id, x.piece });
                });

            migrationBuilder.CreateTable(
                name: "contents",
                columns: table => new
                {
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    media_type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contents", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "proposals",
                columns: table => new
                {
                    case_number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    task_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    item_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    applicant_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    applicant_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    county_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    site = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    from_day = table.Column<DateOnly>(type: "date", nullable: false),
                    to_day = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    trip = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proposals", x => new { x.case_number, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "trip_bodies",
                columns: table => new
                {
                    department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    trip_number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    answer = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trip_bodies", x => new { x.department_id, x.trip_number });
                });

            migrationBuilder.CreateTable(
                name: "trips",
                columns: table => new
                {
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    head_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    lead_department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    place = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    legs = table.Column<int>(type: "integer", nullable: false),
                    convened_at = table.Column<long>(type: "bigint", nullable: false),
                    starts_at = table.Column<long>(type: "bigint", nullable: true),
                    ends_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trips", x => x.number);
                });

            migrationBuilder.CreateIndex(
                name: "ix_bookings_trip_number",
                table: "bookings",
                column: "trip_number");

            migrationBuilder.CreateIndex(
                name: "ix_proposals_status_at",
                table: "proposals",
                columns: new[] { "status", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_trip_bodies_trip_number",
                table: "trip_bodies",
                column: "trip_number");

            migrationBuilder.CreateIndex(
                name: "ix_trips_convened_at",
                table: "trips",
                column: "convened_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bookings");

            migrationBuilder.DropTable(
                name: "contents");

            migrationBuilder.DropTable(
                name: "proposals");

            migrationBuilder.DropTable(
                name: "trip_bodies");

            migrationBuilder.DropTable(
                name: "trips");
        }
    }
}
