using System.Globalization;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>The refusals that the processor itself answers with, in both languages.</summary>
public static class CommandRefusal
{
    public const string CaseUnknown = "case-unknown";
    public const string DefinitionUnknown = "definition-unknown";
    public const string CaseBusy = "case-busy";
    public const string TripBusy = "trip-busy";
    public const string TripKeyReused = "trip-key-reused";
    public const string PacketBusy = "packet-busy";
    public const string KeyReused = "idempotency-key-reused";
    public const string KeyPast = "idempotency-key-past";
    public const string CaseRedacted = "case-redacted";

    private static readonly Dictionary<string, Localized> Templates = new()
    {
        [CaseUnknown] = new("办件 {0} 不存在。", "Expected a case '{0}', but there is none."),
        [DefinitionUnknown] = new("流程 {1} 没有已发布的定义 {0}。", "Expected a published definition '{0}' of flow '{1}', but there is none."),
        [CaseBusy] = new("办件 {0} 正在被其他人处理，请稍后再试。", "Expected to change case '{0}' within {1} attempts, but others changed it each time. Try again."),
        [TripBusy] = new("联合行程 {0} 正在被其他人处理，请稍后再试。", "Expected to change trip '{0}' within {1} attempts, but others changed it each time. Try again."),
        [PacketBusy] = new("审管信息包 {0} 正在被其他人处理，请稍后再试。", "Expected to change packet '{0}' within {1} attempts, but others changed it each time. Try again."),
        [TripKeyReused] = new("重复提交标识 {0} 已用于另一操作。", "Expected idempotency key '{0}' to come with the same command as before, but it came with another one."),
        [KeyPast] = new("重复提交标识 {0} 已超过保留期，原来的结果不再保存，也不会再执行一次。请先查看办件，确需办理的换一个标识重新提交。", "Expected an idempotency key that is still remembered, but '{0}' is too old: it may have been used, and nothing is carried out a second time. Look at the case; if it is to be done, ask with a new key."),
        [CaseRedacted] = new("办件 {0} 的内容已依法删除。", "Expected the content of case '{0}', but it was removed as the law says."),
        [KeyReused] = new("重复提交标识 {0} 已用于另一操作。", "Expected idempotency key '{0}' to come with '{1}' on case '{2}' as before, but it came with another command."),
    };

    /// <summary>Any refusal of a command as a person reads it: the processor's own, the case's, the engine's.</summary>
    public static string In(string culture, Rejection rejection) => Templates.TryGetValue(rejection.Code, out var template) && rejection.Arguments.Count > 0
        ? Format(template.In(culture), rejection.Arguments)
        : RejectionText.In(culture, rejection);

    public static Rejection Removed(string caseNumber) => Of(CaseRedacted, caseNumber);

    internal static Rejection Of(string code, params IReadOnlyList<string> arguments) => new(code, Format(Templates[code].En, arguments)) { Arguments = arguments };

    private static string Format(string template, IReadOnlyList<string> arguments) => string.Format(CultureInfo.InvariantCulture, template, [.. arguments]);
}
