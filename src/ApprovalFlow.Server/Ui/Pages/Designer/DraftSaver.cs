using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Versions;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

public enum SaveStatus { Nothing, Waiting, Saved, Failed }

/// <summary>Saves a draft a moment after its last change. When somebody else has saved meanwhile it stops, and nothing is overwritten until a person decides.</summary>
public sealed class DraftSaver(int? revision, int? fromVersion, DateTimeOffset? savedAt, Func<string> content,
    Func<int?, int?, string, CancellationToken, Task<LifeResult>> save, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Long enough that a drag and its second thought are one save.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(1200);

    private readonly SemaphoreSlim one = new(1, 1);
    private readonly CancellationTokenSource leaving = new();
    private int? revision = revision;
    private int edits, saved;

    public SaveStatus Status { get; private set; } = revision is null ? SaveStatus.Nothing : SaveStatus.Saved;
    public DateTimeOffset? SavedAt { get; private set; } = savedAt;
    /// <summary>Why it stopped: somebody else saved, began a draft, or sent it to review.</summary>
    public Rejection? Conflict { get; private set; }
    /// <summary>Told at every change of <see cref="Status"/>.</summary>
    public event Action? Changed;
    /// <summary>Told when saving stopped because of somebody else.</summary>
    public Action Stopped { get; init; } = () => { };
    public Action<Exception> Failed { get; init; } = _ => { };

    public void OnEdited(DesignDelta delta)
    {
        edits++;
        if (Conflict is not null) return;
        if (Status != SaveStatus.Waiting)
        {
            Status = SaveStatus.Waiting;
            Changed?.Invoke();
        }
        _ = RestThenSaveAsync(edits);
    }

    /// <summary>A person has seen that somebody else saved, and decided for this content.</summary>
    public Task OverwriteAsync(int? theirs)
    {
        (revision, Conflict) = (theirs, null);
        return SaveAsync();
    }

    private async Task RestThenSaveAsync(int at)
    {
        try
        {
            await Task.Delay(Rest, time, leaving.Token);
            if (at == edits) await SaveAsync();
        }
        catch (OperationCanceledException) { /* the page is left, and saves what is left itself */ }
    }

    private async Task SaveAsync()
    {
        await one.WaitAsync();
        try
        {
            if (Conflict is not null || saved == edits && revision is not null && Status == SaveStatus.Saved) return;
            var upTo = edits;
            try
            {
                var result = await save(revision, fromVersion, content(), CancellationToken.None);
                if (result.Rejection is { } refused)
                {
                    (Conflict, Status) = (refused, SaveStatus.Failed);
                    Stopped();
                    return;
                }
                (revision, SavedAt, saved) = (result.Draft?.Revision ?? revision, result.Draft?.SavedAt ?? time.GetUtcNow(), upTo);
                Status = upTo == edits ? SaveStatus.Saved : SaveStatus.Waiting;
            }
            catch (Exception exception)
            {
                // The page says so, and the next change tries again.
                Status = SaveStatus.Failed;
                Failed(exception);
            }
        }
        finally
        {
            one.Release();
            Changed?.Invoke();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        if (Status is SaveStatus.Waiting or SaveStatus.Failed && Conflict is null && saved < edits) await SaveAsync();
        leaving.Dispose();
        one.Dispose();
    }
}
