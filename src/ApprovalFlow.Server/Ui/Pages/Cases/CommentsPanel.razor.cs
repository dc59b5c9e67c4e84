using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>批注: what people say about the case, with files and with persons called.</summary>
public sealed partial class CommentsPanel
{
    private const int MostFiles = 20, LargestFile = 1024 * 1024;

    private string? text, refusal;
    private IReadOnlyList<PersonRow> mentions = [];
    private List<RemarkFile> files = [];
    private bool busy;
    private int sent;

    [Parameter, EditorRequired] public required CaseView Case { get; set; }
    /// <summary>Whether the reader may look persons up.</summary>
    [Parameter] public bool IsStaff { get; set; }
    [Parameter] public EventCallback<string> OnDone { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required SubstitutionDesk People { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private Task<IReadOnlyList<PersonRow>> FindAsync(string search, CancellationToken cancellation) => People.PeopleAsync(search, cancellation);

    private async Task ReadAsync(InputFileChangeEventArgs change)
    {
        (refusal, files) = (null, []);
        if (change.FileCount > MostFiles || change.GetMultipleFiles(MostFiles).Any(f => f.Size is 0 or > LargestFile))
        {
            refusal = T["refusal.file-size"];
            return;
        }
        foreach (var file in change.GetMultipleFiles(MostFiles))
        {
            using var bytes = new MemoryStream();
            await using var stream = file.OpenReadStream(LargestFile);
            await stream.CopyToAsync(bytes);
            files.Add(new(file.Name, string.IsNullOrEmpty(file.ContentType) ? "application/octet-stream" : file.ContentType, bytes.ToArray()));
        }
    }

    private async Task SendAsync()
    {
        (busy, refusal) = (true, null);
        try
        {
            var remark = new Remark { Text = text, Mentions = [.. mentions.Select(m => m.UserName)], Files = files };
            if (await Desk.CommentAsync((await Authentication).User, Case.Header.CaseNumber, remark) is CommandResult.Rejected { Rejection: var rejection })
            {
                refusal = Refusals.TextOf(rejection);
                return;
            }
            (text, mentions, files, sent) = (null, [], [], sent + 1);
            await OnDone.InvokeAsync(T["comments.sent"]);
        }
        finally { busy = false; }
    }
}
