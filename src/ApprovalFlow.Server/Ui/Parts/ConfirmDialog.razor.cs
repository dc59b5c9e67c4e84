using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>Stands before every act that cannot be taken back: says what will happen, in the words of the button.</summary>
public sealed partial class ConfirmDialog : IAsyncDisposable
{
    private ElementReference element;
    private IJSObjectReference? script;
    private DotNetObjectReference<ConfirmDialog>? self;
    private bool shown, opened, busy, disposed;

    [Parameter, EditorRequired] public required string Title { get; set; }
    /// <summary>The word on the button: the act itself, never "OK".</summary>
    [Parameter, EditorRequired] public required string Confirm { get; set; }
    [Parameter] public bool Danger { get; set; }
    [Parameter] public EventCallback OnConfirm { get; set; }
    /// <summary>Told when it has gone, confirmed or not.</summary>
    [Parameter] public EventCallback OnDismissed { get; set; }
    /// <summary>False while something is missing that the act needs.</summary>
    [Parameter] public bool Ready { get; set; } = true;
    /// <summary>Asked after the act: true leaves the dialog open, because it says why nothing was done.</summary>
    [Parameter] public Func<bool>? Stays { get; set; }
    [Parameter] public RenderFragment? ChildContent { get; set; }
    [Inject] public required IJSRuntime Js { get; set; }

    public void Show()
    {
        (shown, opened) = (true, false);
        StateHasChanged();
    }

    [JSInvokable]
    public async Task DismissAsync()
    {
        if (busy || disposed)
            return;
        if (script is not null)
            await script.InvokeVoidAsync("close", element);
        shown = false;
        await InvokeAsync(StateHasChanged);
        await InvokeAsync(() => OnDismissed.InvokeAsync());
    }

    private async Task ConfirmAsync()
    {
        busy = true;
        try { await OnConfirm.InvokeAsync(); }
        finally { busy = false; }
        if (Stays?.Invoke() != true)
            await DismissAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!shown || opened)
            return;
        opened = true;
        script ??= await Js.InvokeAsync<IJSObjectReference>("import", "/js/dialog.js");
        self ??= DotNetObjectReference.Create(this);
        await script.InvokeVoidAsync("open", element, self);
    }

    public async ValueTask DisposeAsync()
    {
        // What was confirmed may have taken this dialog's own page away.
        disposed = true;
        self?.Dispose();
        if (script is null)
            return;
        try { await script.DisposeAsync(); }
        // The page is gone, or goes while it is asked, and the script with it.
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException) { }
    }
}
