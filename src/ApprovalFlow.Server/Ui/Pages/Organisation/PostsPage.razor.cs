using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Organisation;

/// <summary>岗位: who stands where, so that approver rules find a post, a department's head and superiors.</summary>
public sealed partial class PostsPage
{
    private string code = "", nameZh = "", nameEn = "", department = "", superior = "", region = "";
    private bool isHead, isNew = true, busy;
    private IReadOnlyList<PersonRow> holders = [];
    private IReadOnlyList<PostView> known = [];
    private PostView? removing;
    private string? refusal, done;
    private int seen;
    private ConfirmDialog dialog = null!;

    [Inject] public required PostDesk Desk { get; set; }
    [Inject] public required SubstitutionDesk People { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }

    private async Task<IReadOnlyList<PostView>> LoadAsync(CancellationToken cancellation) => known = await Desk.ListAsync(cancellation);

    private Task<IReadOnlyList<PersonRow>> FindAsync(string search, CancellationToken cancellation) => People.PeopleAsync(search, cancellation);

    private string DepartmentOf(PostView post) => Catalogue.Department(post.DepartmentId) is { } found ? T.Pick(found.ShortZh, found.NameEn) : post.DepartmentId;

    private string SuperiorOf(PostView post) => known.FirstOrDefault(p => p.Code == post.Superior) is { } above ? T.Pick(above.NameZh, above.NameEn) : T["posts.top"];

    private void Edit(PostView post)
    {
        (code, nameZh, nameEn, department, superior, region, isHead, holders, isNew) = (post.Code, post.NameZh, post.NameEn, post.DepartmentId, post.Superior ?? "", post.Region ?? "", post.IsHead, post.Holders, false);
        (refusal, done) = (null, null);
    }

    private void Clear() => (code, nameZh, nameEn, department, superior, region, isHead, holders, isNew, refusal) = ("", "", "", "", "", "", false, [], true, null);

    private void AskRemoval(PostView post)
    {
        removing = post;
        dialog.Show();
    }

    private Task KeepAsync() => TryAsync(() => Desk.KeepAsync(code, new(nameZh, nameEn, department) { Superior = superior, Region = region, IsHead = isHead, Holders = [.. holders.Select(h => h.UserName)] }), T["posts.kept"]);

    private Task RemoveAsync() => TryAsync(() => Desk.RemoveAsync(removing!.Code), T["posts.removed"]);

    private async Task TryAsync(Func<Task<Rejection?>> act, string said)
    {
        (busy, refusal, done) = (true, null, null);
        try
        {
            if (await act() is { } rejection)
                refusal = Refusals.TextOf(rejection);
            else
            {
                Clear();
                (done, seen) = (said, seen + 1);
            }
        }
        finally { busy = false; }
    }
}
