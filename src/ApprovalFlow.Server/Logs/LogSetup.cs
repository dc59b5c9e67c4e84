using ApprovalFlow.Server.Hosting;
using Microsoft.Extensions.Logging.Console;

namespace ApprovalFlow.Server.Logs;

internal static class LogSetup
{
    public const string Json = "json", Text = "text";

    public static void AddLogs(this WebApplicationBuilder builder, ServerOptions options)
    {
        // The platform's account of each request holds its whole address, with whatever people look for; a setting for all of the platform does not switch it on.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        // What they find is said once, by HealthNews.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        if ((options.LogFormat.Length > 0 ? options.LogFormat : builder.Environment.IsDevelopment() ? Text : Json) != Json)
            return;
        builder.Logging.AddConsole(console => console.FormatterName = JsonLines.FormatterName);
        builder.Services.AddSingleton<ConsoleFormatter, JsonLines>();
    }
}
