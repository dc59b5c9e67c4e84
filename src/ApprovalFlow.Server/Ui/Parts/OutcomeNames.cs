using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Server.Texts;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>What an activity's outcomes are called and how they look, as the activity itself describes them.</summary>
public sealed class OutcomeNames(ActivityRegistry registry, PageTexts texts)
{
    public string NameOf(string activityType, string? outcome) =>
        outcome is null ? "" : Find(activityType, outcome) is { } known ? texts.Pick(known.DisplayName) : texts.Find("port", outcome);

    public string ToneOf(string activityType, string? outcome) => outcome is null ? "idle" : Find(activityType, outcome)?.Tone switch
    {
        OutcomeTone.Positive => "ok",
        OutcomeTone.Negative => "bad",
        OutcomeTone.Return => "warn",
        _ => "idle",
    };

    /// <summary>Outcomes that ask for nothing but an opinion: what many tasks can be given at once.</summary>
    public IReadOnlyList<string> BatchOutcomes(string activityType) =>
        [.. (registry.Find(activityType)?.Outcomes ?? []).Where(o => o.Tone is OutcomeTone.Positive or OutcomeTone.Negative && !TaskForms.For(activityType).FieldsFor(o.Name).Any(f => f.IsRequiredFor(o.Name) && !f.CommentServes)).Select(o => o.Name)];

    public string IconOf(string activityType) => registry.Find(activityType)?.Icon ?? "activity";
    public string KindOf(string activityType) => registry.Find(activityType) is { } type ? texts.Pick(type.DisplayName) : activityType;

    private Outcome? Find(string activityType, string outcome) => registry.Find(activityType)?.Outcomes.FirstOrDefault(o => o.Name == outcome);
}
