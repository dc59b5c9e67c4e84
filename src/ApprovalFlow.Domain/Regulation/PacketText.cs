using System.Collections.Frozen;
using System.Globalization;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Regulation;

/// <summary>Every refusal of a packet, by code, in both languages.</summary>
public static class PacketText
{
    private static readonly FrozenDictionary<string, Localized> Templates = new Dictionary<string, Localized>
    {
        ["packet-unknown"] = new("该审管信息包不存在。", "Expected a packet, but nothing was sent under this number."),
        ["packet-exists"] = new("审管信息包 {0} 已推送。", "Expected packet '{0}' to be new, but it was sent already."),
        ["packet-recalled"] = new("审管信息包 {0} 对应的决定已撤回重作，不再需要签收和反馈。", "Expected the decision of packet '{0}' to stand, but it was taken back."),
        ["packet-not-yours"] = new("{0}不是 {1} 的监管联络员，不能办理。", "Expected a liaison officer of '{1}', but {0} is none."),
        ["packet-claimed"] = new("审管信息包 {0} 已由{1}签收。", "Expected packet '{0}' to be unclaimed, but {1} has claimed it."),
        ["packet-not-claimed"] = new("审管信息包 {0} 尚未签收，请先签收再反馈。", "Expected packet '{0}' to be claimed before feedback, but it is not."),
        ["packet-assigned"] = new("审管信息包 {0} 已由监督人员指定 {1} 监管，不能再退回。", "Expected packet '{0}' to be free to send on, but a supervisor has assigned it to '{1}'."),
        ["packet-sent-on-already"] = new("{1} 已退回过审管信息包 {0}；如有争议，请监督人员指定。", "Expected a body that has not had packet '{0}' yet, but '{1}' has sent it on. A supervisor may assign it."),
        ["packet-same-body"] = new("审管信息包 {0} 已在 {1}。", "Expected another body for packet '{0}', but '{1}' has it."),
        ["packet-body-unknown"] = new("没有部门 {0}。", "Expected a known department, but '{0}' is none."),
        ["packet-reason-required"] = new("请填写理由。", "Expected a reason, but it is empty."),
        ["packet-not-supervisor"] = new("{0}不是监督人员，不能指定监管部门。", "Expected a supervisor, but {0} is none."),
        ["feedback-text-required"] = new("请填写反馈内容。", "Expected what was found, but it is empty."),
        ["feedback-in-future"] = new("反馈事实的日期 {0} 晚于今天（{1}）。", "Expected a day that has come, but {0} is after today ({1})."),
        ["feedback-before-decision"] = new("反馈事实的日期 {0} 早于审批决定（{1}）。", "Expected a day not before the decision ({1}), but it is {0}."),
        ["feedback-unknown"] = new("审管信息包 {1} 没有反馈 {0}。", "Expected feedback '{0}' of packet '{1}', but there is none."),
        ["feedback-not-adverse"] = new("反馈 {0} 没有发现问题，不能据此提请撤销。", "Expected feedback that found something wrong, but '{0}' did not."),
        ["revocation-nothing-granted"] = new("办件 {0} 没有准予许可，无可撤销。", "Expected case '{0}' to have been granted something, but it was not."),
        ["revocation-ground-required"] = new("请写明撤销或者撤回的理由和依据。", "Expected the ground in law and fact, but it is empty."),
        ["revocation-pending"] = new("办件 {0} 的撤销程序正在进行。", "Expected case '{0}' to have no revocation pending, but it has one."),
        ["revocation-done"] = new("办件 {0} 的许可已被撤销或者撤回。", "Expected the licence of case '{0}' to stand, but it is revoked."),
    }.ToFrozenDictionary();

    public static IReadOnlyCollection<string> Codes => Templates.Keys;

    public static string In(string culture, Rejection rejection) => Templates.TryGetValue(rejection.Code, out var template) ? Format(template.In(culture), rejection.Arguments) : rejection.Message;

    internal static Rejection Reject(string code, params IReadOnlyList<string> arguments) => new(code, Format(Templates[code].En, arguments)) { Arguments = arguments };

    private static string Format(string template, IReadOnlyList<string> arguments) => string.Format(CultureInfo.InvariantCulture, template, [.. arguments]);
}
