using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>The definition as a whole: its name, what was promised, and the names that expressions may use.</summary>
public sealed partial class DesignHead
{
    private static readonly string[] Types = ["String", "Double", "Boolean", "DateTimeOffset", "Object"];

    private string name = "", label = "", type = "String";
    private string? refused;
    private bool declared;

    [Parameter, EditorRequired] public required DesignSession Session { get; set; }

    private void Set(string member, string? value) => Apply(new DesignCommand.SetHead(member, string.IsNullOrWhiteSpace(value) ? null : value));

    private void Declare(bool variable)
    {
        if (Apply(variable ? new DesignCommand.DeclareVariable(name, type) : new DesignCommand.DeclareInput(name, type, label, label))) (name, label) = ("", "");
    }

    private bool Apply(DesignCommand command)
    {
        refused = Session.Apply(command).Refusal is { } refusal ? Refusals.TextOf(refusal) : null;
        return refused is null;
    }
}
