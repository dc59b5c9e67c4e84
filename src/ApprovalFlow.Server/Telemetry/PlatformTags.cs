using System.Diagnostics;
using ApprovalFlow.Runtime.Telemetry;
using OpenTelemetry;

namespace ApprovalFlow.Server.Telemetry;

/// <summary>Lets through, of spans that others make, only what is known to name nobody. What a later version of the platform adds stays out until somebody has read it.</summary>
/// <remarks>A path is left out, its route stays: addresses hold account ids and words that somebody looked for. A span that carries events does not leave at all: an exception's words could be anybody's.</remarks>
internal sealed class PlatformTags : BaseProcessor<Activity>
{
    internal static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "http.request.method", "http.response.status_code", "http.route", "network.protocol.name", "network.protocol.version", "url.scheme", "error.type",
        "aspnetcore.components.type", "aspnetcore.components.method", "aspnetcore.components.attribute.name", "aspnetcore.components.route", "aspnetcore.components.circuit.status",
    };

    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == Instruments.Name)
            return;
        foreach (var (tag, _) in data.TagObjects.ToList())
            if (!Known.Contains(tag))
                data.SetTag(tag, null);
        if (data.Events.Any())
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        // A status may have been given an exception's words.
        if (data.StatusDescription is not null)
            data.SetStatus(data.Status);
    }
}
