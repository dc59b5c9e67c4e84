using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>Loads one thing and shows what goes with it: a skeleton, the thing, or an error with a retry.</summary>
/// <remarks>Loads again when <see cref="Key"/> changes; what was there stays visible meanwhile. An answer that arrives after a newer question is dropped.</remarks>
public sealed partial class Fetch<TAnswer> : IDisposable
{
    private readonly CancellationTokenSource disposed = new();
    private object? key;
    private bool loaded, failed, asked;
    private int question;
    private TAnswer? value;

    [Parameter, EditorRequired] public required Func<CancellationToken, Task<TAnswer>> From { get; set; }
    /// <summary>What the answer depends on.</summary>
    [Parameter] public object? Key { get; set; }
    [Parameter] public int Lines { get; set; } = 5;
    [Parameter] public RenderFragment? Loading { get; set; }
    [Parameter, EditorRequired] public required RenderFragment<TAnswer> ChildContent { get; set; }
    [Inject] public required ILogger<Fetch<TAnswer>> Logger { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (asked && Equals(key, Key))
            return Task.CompletedTask;
        asked = true;
        key = Key;
        return LoadAsync();
    }

    public async Task LoadAsync()
    {
        var asking = ++question;
        try
        {
            var answer = await From(disposed.Token);
            if (asking != question)
                return;
            (value, loaded, failed) = (answer, true, false);
        }
        catch (OperationCanceledException) when (disposed.IsCancellationRequested) { return; }
        catch (ObjectDisposedException) { return; /* the circuit or the server is going down; nobody looks at this page any more */ }
        catch (Exception exception) when (asking == question)
        {
            LogFailed(Logger, exception);
            failed = true;
        }
        await InvokeAsync(StateHasChanged);
    }

    public void Dispose()
    {
        disposed.Cancel();
        disposed.Dispose();
    }

    [LoggerMessage(3502, LogLevel.Error, "A part of a page could not be loaded.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
