using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.Sqlite.Migrations
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
                    officer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    piece = table.Column<long>(type: "INTEGER", nullable: false),
                    trip_number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bookings", x => new { x.officer_id, x.piece });
                });

            migrationBuilder.CreateTable(
                name: "contents",
                columns: table => new
                {
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    media_type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    bytes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contents", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "proposals",
                columns: table => new
                {
                    case_number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    task_id = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    department_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    item_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    applicant_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    applicant_id = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    county_code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    site = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    from_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    trip = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proposals", x => new { x.case_number, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "trip_bodies",
                columns: table => new
                {
                    department_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    trip_number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    answer = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trip_bodies", x => new { x.department_id, x.trip_number });
                });

            migrationBuilder.CreateTable(
                name: "trips",
                columns: table => new
                {
                    number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    head_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    lead_department_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    place = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    legs = table.Column<int>(type: "INTEGER", nullable: false),
                    convened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: true)
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
