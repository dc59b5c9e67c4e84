using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>The branches of a switch: a name, which becomes an outcome, and a condition.</summary>
public sealed partial class DesignCases
{
    private List<DesignCase> cases = [];
    private string? refused;
    private int drawn = -1;

    [Parameter, EditorRequired] public required DesignSession Session { get; set; }
    [Parameter, EditorRequired] public required string Activity { get; set; }
    [Parameter] public int Revision { get; set; }

    protected override void OnParametersSet()
    {
        if (drawn == Revision) return;
        drawn = Revision;
        cases = [.. Session.Design.CasesOf(Activity)];
    }

    private void Change(int at, DesignCase to)
    {
        cases[at] = to;
        Commit();
    }

    private void Remove(int at)
    {
        cases.RemoveAt(at);
        Commit();
    }

    private void Add()
    {
        var n = cases.Count + 1;
        while (cases.Any(c => c.Label == T["designer.newCase", n])) n++;
        cases.Add(new(T["designer.newCase", n], "false"));
        Commit();
    }

    private void Commit()
    {
        refused = Session.Apply(new DesignCommand.SetCases(Activity, cases)).Refusal is { } refusal ? Refusals.TextOf(refusal) : null;
        if (refused is null) cases = [.. Session.Design.CasesOf(Activity)];
    }
}
