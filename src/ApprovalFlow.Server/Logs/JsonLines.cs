using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ApprovalFlow.Server.Logs;

/// <summary>One line of JSON for each entry: instant, level, category, event, words and values, trace.</summary>
/// <remarks>
/// Names nobody. Scopes are left out, because the platform puts the request's path into them and people write what they like there. Of an exception stand type and places;
/// its words only where none of them can come from a person: the network's, the disk's, the database's. What such a word would have said, the place says nearly as well.
/// </remarks>
internal sealed class JsonLines(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "approvalflow-json";
    private const int DeepestCause = 8;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = entry.Formatter(entry.State, entry.Exception);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("at", time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("level", entry.LogLevel.ToString());
            json.WriteString("category", entry.Category);
            json.WriteNumber("event", entry.EventId.Id);
            json.WriteString("message", message);
            if (Activity.Current is { } now)
            {
                json.WriteString("trace", now.TraceId.ToHexString());
                json.WriteString("span", now.SpanId.ToHexString());
            }
            WriteValues(json, entry.State);
            if (entry.Exception is { } exception)
            {
                json.WritePropertyName("exception");
                Write(json, exception, 1);
            }
            json.WriteEndObject();
        }
        textWriter.WriteLine(System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    private static void WriteValues<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> { Count: > 1 } values)
            return;
        json.WriteStartObject("values");
        foreach (var (name, value) in values)
            if (name != "{OriginalFormat}")
                json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Exception exception, int depth)
    {
        json.WriteStartObject();
        json.WriteString("type", exception.GetType().FullName);
        if (MayBeQuoted(exception))
            json.WriteString("message", exception.Message);
        json.WriteString("stack", exception.StackTrace);
        if (exception.InnerException is { } cause && depth < DeepestCause)
        {
            json.WritePropertyName("cause");
            Write(json, cause, depth + 1);
        }
        json.WriteEndObject();
    }

    /// <summary>SQL Server repeats the values of a key that is there already; PostgreSQL does so only when asked, and the settings do not let it be asked.</summary>
    internal static bool MayBeQuoted(Exception exception) => exception is
        SocketException or HttpRequestException or TimeoutException or OperationCanceledException or ObjectDisposedException or OutOfMemoryException or (DbException and not SqlException) or DbUpdateException
        or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or IOException { InnerException: SocketException };
}
