using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Shell;

public sealed partial class Live
{
    [Parameter] public RenderFragment? ChildContent { get; set; }

    private bool Waiting => !RendererInfo.IsInteractive;
}
