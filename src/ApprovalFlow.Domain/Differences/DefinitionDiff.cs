using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Differences;

/// <summary>Says in sentences what is different between two definitions, and what follows from it for people and time.</summary>
/// <remarks>Pure. Exchanging the two exchanges before and after in every sentence and leaves their number as it is; equal content gives nothing; whatever differs is mentioned.</remarks>
public sealed class DefinitionDiff(ActivityRegistry activities, ApprovalCatalogue catalogue)
{
    /// <param name="before">Null: there was none.</param>
    public DefinitionComparison Compare(WorkflowDefinition? before, WorkflowDefinition after)
    {
        var (old, now) = (before is null ? DefinitionParts.Empty : DefinitionParts.Of(before), DefinitionParts.Of(after));
        var (oldFlow, newFlow) = (before is null ? null : FlowReading.Of(before, old, activities, catalogue), FlowReading.Of(after, now, activities, catalogue));
        var words = new ChangeWords(activities, catalogue, old, now);
        List<Change> changes = [];
        if (oldFlow is not null) changes.AddRange(FlowChanges.Of(oldFlow, newFlow, words));
        changes.AddRange(PartChanges.Of(old, now, words));
        if (changes.Count == 0 && before is not null && DefinitionContent.BodyHash(before) != DefinitionContent.BodyHash(after))
            changes.Add(words.Change("arrangement", ChangeWeight.Drawing, "$", null, "条目的排列顺序有变化。", "Entries stand in another order."));
        return new([.. changes.OrderBy(c => c.Weight)], oldFlow?.Effect ?? FlowEffect.None, newFlow.Effect, Marks(old, now, changes));
    }

    /// <summary>The changes of the parts alone, without what follows from them.</summary>
    internal IEnumerable<Change> Parts(DefinitionParts before, DefinitionParts after) => PartChanges.Of(before, after, new ChangeWords(activities, catalogue, before, after));

    private static Dictionary<string, ChangeMark> Marks(DefinitionParts before, DefinitionParts after, List<Change> changes)
    {
        var marks = new Dictionary<string, ChangeMark>();
        foreach (var change in changes.Where(c => c.ActivityId is not null && c.Weight != ChangeWeight.Drawing)) marks[change.ActivityId!] = ChangeMark.Changed;
        foreach (var (path, part) in before.Activities) if (!after.Activities.ContainsKey(path)) marks[part.Id] = ChangeMark.Removed;
        foreach (var (path, part) in after.Activities) if (!before.Activities.ContainsKey(path)) marks[part.Id] = ChangeMark.Added;
        return marks;
    }
}
