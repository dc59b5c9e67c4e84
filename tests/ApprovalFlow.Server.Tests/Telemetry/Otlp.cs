using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ApprovalFlow.Server.Tests.Telemetry;

/// <summary>What a collector reads out of OTLP's bytes: as much of the protocol as the tests ask about, by its field numbers.</summary>
internal static class Otlp
{
    public static IEnumerable<ReceivedSpan> Spans(byte[] request) =>
        from resource in Messages(request, 1)
        let service = Attributes(Messages(resource, 1).FirstOrDefault() ?? [], 1)
        from scope in Messages(resource, 2)
        let name = Text(Messages(scope, 1).First(), 1)
        from span in Messages(scope, 2)
        select new ReceivedSpan(
            name, Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5), Attributes(span, 9), [.. Messages(span, 13).Select(l => Hex(l, 2))],
            [.. Messages(span, 15).Select(s => (int)Numbers(s, 3).FirstOrDefault())]) { Service = service };

    public static IEnumerable<ReceivedPoint> Points(byte[] request) =>
        from resource in Messages(request, 1)
        from scope in Messages(resource, 2)
        let name = Text(Messages(scope, 1).First(), 1)
        from metric in Messages(scope, 2)
        from kind in new[] { 5, 7, 9 }
        from data in Messages(metric, kind)
        from point in Messages(data, 1)
        // Histograms keep their attributes and their count elsewhere than single values.
        let value = kind == 9 ? (double)Fixed(point, 4).FirstOrDefault() : Fixed(point, 4).Select(b => BitConverter.UInt64BitsToDouble(b)).Concat(Fixed(point, 6).Select(b => (double)(long)b)).FirstOrDefault()
        select new ReceivedPoint(name, kind switch { 5 => "gauge", 7 => "counter", _ => "histogram" }, Text(metric, 1), Text(metric, 3), Attributes(point, kind == 9 ? 9 : 7), value);

    private static Dictionary<string, string> Attributes(byte[] message, int field) =>
        Messages(message, field).ToDictionary(a => Text(a, 1), a => Messages(a, 2).Select(Value).FirstOrDefault(""), StringComparer.Ordinal);

    private static string Value(byte[] any) => Messages(any, 1) is [var text, ..] ? Encoding.UTF8.GetString(text)
        : Numbers(any, 2).Select(b => b == 1 ? "true" : "false").Concat(Numbers(any, 3).Select(n => ((long)n).ToString(CultureInfo.InvariantCulture))).Concat(Fixed(any, 4).Select(b => BitConverter.UInt64BitsToDouble(b).ToString(CultureInfo.InvariantCulture))).FirstOrDefault("");

    private static string Text(byte[] message, int field) => Messages(message, field) is [var first, ..] ? Encoding.UTF8.GetString(first) : "";
    private static string Hex(byte[] message, int field) => Messages(message, field) is [var first, ..] ? Convert.ToHexStringLower(first) : "";
    private static List<byte[]> Messages(byte[] message, int field) => [.. Fields(message).Where(f => f.Number == field && f.Bytes is not null).Select(f => f.Bytes!)];
    private static IEnumerable<ulong> Numbers(byte[] message, int field) => Fields(message).Where(f => f.Number == field && f.Bytes is null && !f.IsFixed).Select(f => f.Value);
    private static IEnumerable<ulong> Fixed(byte[] message, int field) => Fields(message).Where(f => f.Number == field && f.IsFixed).Select(f => f.Value);

    private static IEnumerable<(int Number, byte[]? Bytes, ulong Value, bool IsFixed)> Fields(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            var (number, wire) = ((int)(tag >> 3), (int)(tag & 7));
            switch (wire)
            {
                case 0:
                    yield return (number, null, Varint(message, ref at), false);
                    break;
                case 1:
                    yield return (number, null, BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at, 8)), true);
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    yield return (number, message.AsSpan(at, length).ToArray(), 0, false);
                    at += length;
                    break;
                case 5:
                    yield return (number, null, BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at, 4)), true);
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Expected one of Protobuf's wire types, but field {number} has {wire}.");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}

internal sealed record ReceivedSpan(string Scope, string Trace, string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> Links, IReadOnlyList<int> Status)
{
    public IReadOnlyDictionary<string, string> Service { get; init; } = new Dictionary<string, string>();
}

internal sealed record ReceivedPoint(string Scope, string Kind, string Name, string Unit, IReadOnlyDictionary<string, string> Tags, double Value);
