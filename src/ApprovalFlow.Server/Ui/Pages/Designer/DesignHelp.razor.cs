namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>Every key that the canvas knows. Drawn once.</summary>
public sealed partial class DesignHelp
{
    internal static readonly (string Keys, string Text)[] Shortcuts =
    [
        ("← ↑ → ↓", "designer.key.walk"), ("Shift + ←↑→↓", "designer.key.move"), ("A", "designer.key.palette"), ("Enter / F2", "designer.key.edit"), ("C", "designer.key.connect"), ("E", "designer.key.lines"),
        ("Delete", "designer.key.delete"), ("Ctrl+Z / Ctrl+Y", "designer.key.undo"), ("Ctrl+C / X / V / D", "designer.key.copy"), ("Ctrl+A", "designer.key.all"), ("L", "designer.key.layout"), ("S", "designer.key.lanes"),
        ("M", "designer.key.comment"), ("F / + / −", "designer.key.zoom"), ("/", "designer.key.search"), ("Shift + Enter", "designer.key.enter"), ("Esc", "designer.key.escape"),
    ];

    private bool drawn;

    protected override void OnAfterRender(bool firstRender) => drawn = true;
    protected override bool ShouldRender() => !drawn;
}
