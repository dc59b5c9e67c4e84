using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalFlow.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class CalendarNotices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "calendar_notices",
                columns: table => new
                {
                    year = table.Column<int>(type: "int", nullable: false),
                    version = table.Column<int>(type: "int", nullable: false),
                    notice = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    notice_date = table.Column<DateOnly>(type: "date", nullable: false),
                    json = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    applied_at = table.Column<long>(type: "bigint", nullable: false),
                    applied_by_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    applied_by_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    lists_renewed_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_notices", x => new { x.year, x.version });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "calendar_notices");
        }
    }
}
