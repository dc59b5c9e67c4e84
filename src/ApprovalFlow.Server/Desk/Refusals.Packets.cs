using System.Collections.Frozen;

namespace ApprovalFlow.Server.Desk;

public static partial class Refusals
{
    private static readonly FrozenDictionary<string, int> packetStatuses = new Dictionary<int, string[]>
    {
        [StatusCodes.Status404NotFound] = ["packet-unknown", "packet-unknown-to-case", "packet-body-unknown", "feedback-unknown", "revocation-unknown"],
        [StatusCodes.Status403Forbidden] = ["packet-not-yours", "packet-not-supervisor", "revocation-statement-not-allowed", "revocation-not-head", "revocation-same-person"],
        [StatusCodes.Status409Conflict] =
        [
            "packet-exists", "packet-recalled", "packet-claimed", "packet-not-claimed", "packet-assigned", "packet-sent-on-already", "packet-same-body", "packet-busy", "feedback-not-adverse",
            "revocation-nothing-granted", "revocation-pending", "revocation-done", "revocation-not-possible", "revocation-decided", "revocation-not-heard", "promise-broken-before",
        ],
    }.SelectMany(p => p.Value.Select(code => (code, status: p.Key))).ToFrozenDictionary(p => p.code, p => p.status);

    private static int? PacketStatusOf(string code) => packetStatuses.TryGetValue(code, out var status) ? status : null;
}
