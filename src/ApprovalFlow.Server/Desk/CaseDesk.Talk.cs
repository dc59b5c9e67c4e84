using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Commands;

namespace ApprovalFlow.Server.Desk;

public sealed partial class CaseDesk
{
    private const int LargestBatch = 100, LargestFile = 1024 * 1024;

    /// <summary>批量办理: the same outcome for many tasks of one kind. Each case has its own command and its own answer.</summary>
    public async Task<(BatchReport? Report, CommandResult.Rejected? No)> CompleteManyAsync(ClaimsPrincipal user, Batch batch, CancellationToken cancellation = default)
    {
        var tasks = batch.Tasks.Distinct(StringComparer.Ordinal).ToList();
        if (tasks.Count is 0 or > LargestBatch)
            return (null, Refuse("batch-size", $"Expected 1 to {LargestBatch} tasks, but got {tasks.Count}."));
        List<BatchLine> lines = [];
        string? kind = null;
        foreach (var task in tasks)
        {
            // The activity of the first task that the caller may see is the batch's; another one is not carried along by mistake.
            var type = CaseNumberOf(task) is { } number && await FindAsync(user, number, cancellation) is { } found ? found.Tasks.FirstOrDefault(t => t.TaskId == task)?.ActivityType : null;
            kind ??= type;
            var answer = type is not null && type != kind
                ? Refuse("batch-mixed", $"Expected tasks of one activity ({kind}), but '{task}' is {type}.")
                : await OnTaskAsync(user, task, null, actor => new CaseCommand.CompleteTask(task, actor, batch.Outcome) { Comment = batch.Comment, IsBatch = true }, cancellation);
            var no = (answer as CommandResult.Rejected)?.Rejection;
            lines.Add(new(task, no is null, no?.Code, no is null ? null : Refusals.TextOf(no)));
        }
        return (new(lines), null);
    }

    /// <summary>批注: a remark by somebody who may read the case; those who are mentioned are told.</summary>
    public async Task<CommandResult> CommentAsync(ClaimsPrincipal user, string caseNumber, Remark remark, string? key = null, CancellationToken cancellation = default)
    {
        if (await FindAsync(user, caseNumber, cancellation) is null)
            return new CommandResult.Rejected(NotThere(caseNumber));
        List<Actor> mentions = [];
        foreach (var name in remark.Mentions ?? [])
        {
            if (await accounts.FindByNameAsync(name.Trim(), cancellation) is not { } found)
                return Refuse("person-unknown", $"Expected an account of a person who is mentioned, but there is no '{name}'.");
            mentions.Add(found.AsActor());
        }
        List<Attachment> files = [];
        foreach (var file in remark.Files ?? [])
        {
            if (file.Content.Length is 0 or > LargestFile || string.IsNullOrWhiteSpace(file.Name))
                return Refuse("file-size", $"Expected a named file of 1 to {LargestFile} bytes, but '{file.Name}' has {file.Content.Length}.");
            files.Add(new(file.Name.Trim(), await contents.KeepAsync(file.Content, file.MediaType, cancellation), file.Content.Length, file.MediaType));
        }
        var actor = await actors.OfAsync(user, cancellation);
        return await processor.ExecuteAsync(caseNumber, new CaseCommand.AddComment(actor, remark.Text ?? "") { TaskId = remark.TaskId, Mentions = mentions, Attachments = files }, Key(actor, key), cancellation);
    }

    /// <summary>A file that somebody attached to a case the caller may read; null when there is none.</summary>
    public async Task<(Attachment File, byte[] Bytes)?> AttachmentAsync(ClaimsPrincipal user, string caseNumber, string hash, CancellationToken cancellation = default) =>
        await FindAsync(user, caseNumber, cancellation) is { } found && found.Comments.SelectMany(c => c.Attachments).FirstOrDefault(a => a.Hash == hash) is { } file
            && await contents.FindAsync(hash, cancellation) is { } content ? (file, content.Bytes) : null;

    /// <summary>Leaves the receipt of a copy when its reader opens the case for the first time.</summary>
    public async Task ReadCopyAsync(Actor actor, CaseView found, CancellationToken cancellation = default)
    {
        if (found.Copies.Any(c => c.UserId == actor.UserId && c.ReadAt is null))
            await processor.ExecuteAsync(found.Header.CaseNumber, new CaseCommand.ReadCopy(actor), cancellation: cancellation);
    }
}

/// <summary>Many tasks of one kind, decided alike.</summary>
public sealed record Batch(IReadOnlyList<string> Tasks, string Outcome) { public string? Comment { get; init; } }

public sealed record BatchReport(IReadOnlyList<BatchLine> Tasks);

/// <param name="Why">The refusal in the reader's language; null when it was done.</param>
public sealed record BatchLine(string TaskId, bool IsDone, string? Code, string? Why);

/// <summary>A remark as it is handed in.</summary>
public sealed record Remark
{
    public string? Text { get; init; }
    public string? TaskId { get; init; }
    /// <summary>User names.</summary>
    public IReadOnlyList<string>? Mentions { get; init; }
    public IReadOnlyList<RemarkFile>? Files { get; init; }
}

/// <param name="Content">Base64 in JSON.</param>
public sealed record RemarkFile(string Name, string MediaType, byte[] Content);
