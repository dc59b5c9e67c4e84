using System.Collections.Frozen;
using System.Globalization;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Retention;

/// <summary>Every refusal around keeping and removing, by code, in both languages.</summary>
public static class RedactionText
{
    private static readonly FrozenDictionary<string, Localized> Templates = new Dictionary<string, Localized>
    {
        ["removal-done"] = new("办件 {0} 的这部分内容已经删除。", "Expected content of case '{0}' that is still there, but it was removed before."),
        ["removal-case-open"] = new("办件 {0} 尚未办结，不能删除。", "Expected case '{0}' to be over, but it is open."),
        ["removal-held"] = new("办件 {0} 已由{1}保全（{2}），解除前不得删除。", "Expected case '{0}' to be free, but {1} has placed a hold on it ({2})."),
        ["removal-revocation-pending"] = new("办件 {0} 有撤销、复议或监管反馈未结，不得删除。", "Expected nothing to be pending on case '{0}', but a revocation, a reconsideration or a regulator's answer is."),
        ["removal-words-pending"] = new("办件 {0} 还有 {1} 条消息或待办结果未送达，请稍后再试。", "Expected everything of case '{0}' to be delivered, but {1} messages or effects are still on their way."),
        ["removal-supervised"] = new("办件 {0} 还有 {1} 张督办牌未了结，不得删除。", "Expected every card and order of case '{0}' to be settled, but {1} are open."),
        ["removal-not-on-ledger"] = new("办件 {0} 还有 {1} 个事件未上总账，结账后再办。", "Expected every event of case '{0}' to be on a page of the ledger, but {1} are on none. Close a page first."),
        ["removal-beside-open"] = new("办件 {0} 与办件 {1} 共用一次联合踏勘，{1} 未办结前不得删除。", "Expected every case that shared a trip with '{0}' to be over, but '{1}' is open."),
        ["removal-not-verified"] = new("办件 {0} 的记录校验不通过，不得删除：{1}", "Expected the chain of case '{0}' to hold before anything is removed, but: {1}"),
        ["removal-permanent"] = new("办件 {0} 须永久保管（{1}）。", "Expected a term that ends for case '{0}', but it is kept for ever: {2}."),
        ["removal-term-runs"] = new("办件 {0} 的保管期限到 {1} 才届满。", "Expected the term of case '{0}' to have ended, but it runs until {1}."),
        ["retention-not-administrator"] = new("{0}不是管理员，不能提出删除。", "Expected an administrator to ask, but {0} is none."),
        ["retention-not-second"] = new("{0}不是审计员或管理员。", "Expected an auditor or an administrator, but {0} is neither."),
        ["retention-same-person"] = new("{0}提出了删除，须由第二人同意。", "Expected a second person to agree, but {0} asked for it."),
        ["retention-own-case"] = new("{0}是该办件的申请人，应当回避。", "Expected somebody else than the applicant, but it is {0}'s own case."),
        ["retention-asked-already"] = new("办件 {0} 已由{1}提出删除，尚未办完。", "Expected no request on case '{0}' yet, but {1} has made one."),
        ["retention-not-asked"] = new("办件 {0} 没有这项删除申请，或已有变化。", "Expected that request on case '{0}', but there is none, or another one."),
        ["retention-agreed-already"] = new("办件 {0} 的删除已由{1}同意。", "Expected the request on case '{0}' to wait for a second person, but {1} has agreed."),
        ["retention-ground-unknown"] = new("没有删除事由 {0}。", "Expected a ground of the schedule, but there is no '{0}'."),
        ["retention-held-already"] = new("办件 {0} 已由{1}保全。", "Expected case '{0}' to be free, but {1} has placed a hold on it."),
        ["retention-not-held"] = new("办件 {0} 没有保全。", "Expected a hold on case '{0}', but there is none."),
        ["retention-reason-required"] = new("请填写依据和理由。", "Expected a basis and a reason, but one is empty."),
        ["retention-text-too-long"] = new("文字最多 {0} 个字符。", "Expected a text of at most {0} characters, but it is longer."),
        ["retention-names-person"] = new("依据和理由将永久保存，请不要写申请人的姓名或名称。", "Expected words without the applicant's name, because they stay for ever, but it is in them."),
        ["retention-busy"] = new("办件 {0} 的保管记录正在被其他人修改，请稍后再试。", "Expected to change what is recorded on case '{0}', but others changed it each time. Try again."),
    }.ToFrozenDictionary();

    public static IReadOnlyCollection<string> Codes => Templates.Keys;

    /// <summary>A refusal as a person reads it.</summary>
    public static string In(string culture, Rejection rejection) => string.Format(CultureInfo.InvariantCulture, Templates[rejection.Code].In(culture), [.. rejection.Arguments]);

    public static Rejection Reject(string code, params string[] arguments) => new(code, string.Format(CultureInfo.InvariantCulture, Templates[code].En, [.. arguments])) { Arguments = arguments };
}
