using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Migrating;

/// <summary>An activity as somebody who maps two versions onto each other knows it.</summary>
/// <param name="Type">Activity type.</param>
/// <param name="Role">Who handles it; null where nobody does, or only a run tells.</param>
public sealed record StepFace(string Path, string Type, string NameZh, string NameEn, string? Role, string? Department)
{
    /// <summary>People handle it: a case can wait at it.</summary>
    public bool IsHandled { get; init; }
    /// <summary>What holds it; empty for the outermost.</summary>
    public string Holder => Path.LastIndexOf(':') is var colon and >= 0 ? Path[..colon] : "";
    public string Id => Path[(Path.LastIndexOf(':') + 1)..];

    /// <summary>Every activity of a version, holders before what they hold.</summary>
    public static IReadOnlyList<StepFace> Of(WorkflowGraph graph) => [.. graph.Activities.Select(a =>
    {
        var name = CaseDecider.StepAt(graph, a.Path);
        return new StepFace(a.Path, a.TypeName, name.NameZh, name.NameEn, graph.LiteralAt(a.Path, "role") as string, graph.LiteralAt(a.Path, "departmentId") as string)
        {
            IsHandled = LawRules.IsStep(a.TypeName) || a.TypeName == TaskTypes.Correction,
        };
    })];
}
