using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Retention;

/// <summary>档案保管: what need not be kept any longer, what keeps it, who asked and who agreed, and what was removed.</summary>
public sealed partial class RetentionPage
{
    private static readonly char[] Between = [' ', '\n', '\r', '\t', ',', ';', '，', '；', '、'];

    private int seen;
    private bool busy;
    private string? done;
    private string cases = "", basis = "", reason = "", ground = RemovalGround.TermEnded, heldCase = "", heldBasis = "", heldReason = "", why = "";
    private RemovalScope scope;
    private List<(string Number, Rejection Refusal)> refusals = [];
    private ConfirmDialog? dialog;
    private Waiting? waiting;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required RetentionDesk Desk { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private IReadOnlyList<string> Numbers => [.. cases.Split(Between, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    private void Take(RetentionSheet sheet) => (cases, scope, ground) = (string.Join('\n', sheet.Due.Where(d => d.InTheWay.Count == 0).Select(d => d.Case.CaseNumber)), RemovalScope.Case, RemovalGround.TermEnded);

    private async Task AskForAllAsync()
    {
        var numbers = Numbers;
        await DoAsync(numbers, by => new RedactionCommand.Ask(scope, ground, basis, reason, by), T["retention.request.done", numbers.Count]);
        if (refusals.Count == 0)
            (cases, basis, reason) = ("", "", "");
    }

    private async Task HoldAsync()
    {
        await DoAsync(heldCase, by => new RedactionCommand.PlaceHold(heldBasis, heldReason, by), T["retention.hold.done", heldCase.Trim()]);
        if (refusals.Count == 0)
            (heldCase, heldBasis, heldReason) = ("", "", "");
    }

    private Task AgreeAsync(RedactionFile file) => DoAsync(file.CaseNumber, by => new RedactionCommand.Agree(file.State.Request!.Sequence, by), T["retention.agreed.done", file.CaseNumber]);

    private void Decline(RedactionFile file) => Ask(file.CaseNumber, (words, by) => new RedactionCommand.Decline(file.State.Request!.Sequence, words, by), T["retention.decline"]);

    private void Lift(RedactionFile file) => Ask(file.CaseNumber, (words, by) => new RedactionCommand.LiftHold(words, by), T["retention.lift"]);

    private void Ask(string number, Func<string, Actor, RedactionCommand> command, string act)
    {
        (waiting, why) = (new(number, command, act), "");
        dialog!.Show();
    }

    private Task ConfirmedAsync() => waiting is { } asked ? DoAsync(asked.Number, by => asked.Command(why, by), T["retention.done", asked.Number]) : Task.CompletedTask;

    private Task DoAsync(string number, Func<Actor, RedactionCommand> command, string said) => DoAsync([number], command, said);

    private async Task DoAsync(IReadOnlyList<string> numbers, Func<Actor, RedactionCommand> command, string said)
    {
        (busy, done, refusals) = (true, null, []);
        try
        {
            var user = (await Authentication).User;
            foreach (var number in numbers)
                if (await Desk.DoAsync(user, number, command) is { } no)
                    refusals.Add((number, no));
        }
        finally
        {
            busy = false;
        }
        if (refusals.Count < numbers.Count)
            done = said;
        seen++;
    }

    private string ScopeOf(RemovalScope one) => T[$"retention.scope.{one}"];
    private string GroundOf(string code) => Desk.Schedule.Ground(code) is { } known ? T.Pick(known.Words) : code;
    private string TermOf(RetentionTerm term) => term.IsPermanent ? T["retention.permanent"] : term.Years > 0 ? T["retention.years", term.Years] : term.Months > 0 ? T["retention.months", term.Months] : T["retention.days", term.Days];

    /// <summary>An act that needs a reason first.</summary>
    private sealed record Waiting(string Number, Func<string, Actor, RedactionCommand> Command, string Act)
    {
        public string Title => $"{Act} {Number}";
    }
}
