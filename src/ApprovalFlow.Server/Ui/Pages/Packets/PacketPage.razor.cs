using System.Globalization;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Regulation;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Packets;

/// <summary>One decision as its regulator sees it: claim it, say what was found, ask that the licence be taken away.</summary>
public sealed partial class PacketPage : IDisposable
{
    private int seen;
    private string? done;
    private PageWatch? watch;

    [Parameter] public string Number { get; set; } = "";
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required PacketDesk Desk { get; set; }
    [Inject] public required CurrentActor Actors { get; set; }
    [Inject] public required PacketSignals Signals { get; set; }
    [Inject] public required PacketTexts Names { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private IReadOnlyList<FormField> FeedbackFields => PacketFields.Feedback(PacketTexts.Kinds(T));

    private IReadOnlyList<FormField> RouteFields(PacketState? packet) => PacketFields.Route(Names.Bodies(packet is null ? [] : [packet.To, .. packet.ReturnedBy]));

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            watch = PageWatch.On(Signals, told => told == Number, () => _ = InvokeAsync(Refresh));
    }

    private void Refresh()
    {
        seen++;
        StateHasChanged();
    }

    private void Done(string said)
    {
        done = said;
        Refresh();
    }

    private async Task<CommandResult> SendAsync(Func<Actor, PacketCommand> command)
    {
        var result = await Desk.DoAsync((await Authentication).User, Number, command);
        return result.Rejection is { } rejection ? new CommandResult.Rejected(rejection) : new CommandResult.Accepted(Number, result.State.Version, []);
    }

    private async Task<Sheet> LoadAsync(CancellationToken cancellation)
    {
        var user = (await Authentication).User;
        var actor = await Actors.OfAsync(user, cancellation);
        if (await Desk.FindAsync(user, Number, cancellation) is not { } packet)
            return new(null, null, [], false, false, false, false);
        var records = await Desk.RecordsAsync(packet, cancellation);
        return new(packet, Desk.DueOf(packet), [.. records.Reverse().Select(Line)], PacketAccess.IsOfLead(packet, actor), PacketAccess.IsOfBodies(packet, actor),
            actor.Mandates.Any(m => m.Role == Roles.Supervisor), PacketAccess.IsOfBodies(packet, actor) || actor.Mandates.Any(m => m.Role == Roles.ChiefRepresentative || Roles.Overseers.Contains(m.Role)));
    }

    private TimelineEntry Line(PacketRecord record)
    {
        TimelineEntry Entry(string title, ActorStamp? who, string icon, string tone, string? text = null) => new(title, record.At) { Who = who?.Name, Icon = icon, Tone = tone, Text = text };
        return record.Event switch
        {
            PacketEvent.PacketSent e => Entry(T["packet.history.sent", Names.Department(e.To)], null, "send", "info"),
            PacketEvent.CertificateAdded e => Entry(T["packet.history.certificate", e.Certificate.Number], null, "certificate", "ok"),
            PacketEvent.PacketRecalled => Entry(T["packet.history.recalled"], null, "undo", "warn"),
            PacketEvent.PacketClaimed e => Entry(T["packet.history.claimed"], e.By, "check", "ok"),
            PacketEvent.PacketReturned e => Entry(T["packet.history.returned", Names.Department(e.To)], e.By, "split", "warn", e.Reason),
            PacketEvent.PacketAssigned e => Entry(T["packet.history.assigned", Names.Department(e.To)], e.By, "flag", "warn", e.Reason),
            PacketEvent.FeedbackGiven e => Entry(T["packet.history.feedback", Names.Kind(e.Kind)], e.By, "file-search", PacketTexts.Tone(e.Kind), e.Text),
            PacketEvent.RevocationAsked e => Entry(T[$"history.revocationOpened.{PacketNames.Of(e.Kind)}"], e.By, "gavel", "bad", e.Ground),
            PacketEvent.RevocationClosed e => Entry(T[e.Revoked ? "revocation.done" : "revocation.kept"], null, "gavel", e.Revoked ? "bad" : "ok", e.Reasons),
            _ => throw new ArgumentException($"Expected a known event of a packet, but got {record.Event.GetType().Name}."),
        };
    }

    private static string Word(IReadOnlyDictionary<string, object?> values, string key) => values.GetValueOrDefault(key) as string ?? "";

    private static DateOnly Day(IReadOnlyDictionary<string, object?> values) => DateOnly.TryParseExact(Word(values, PacketFields.On), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : default;

    public void Dispose() => watch?.Dispose();

    /// <param name="IsLead">The reader claims for the body whose it is.</param>
    private sealed record Sheet(PacketState? Packet, DateOnly? Due, IReadOnlyList<TimelineEntry> History, bool IsLead, bool IsOfBodies, bool IsSupervisor, bool MayReadCase)
    {
        public bool MayAsk(FeedbackKind kind) => IsOfBodies && Packet is { Status: PacketStatus.Claimed, IsRevoked: false } && (kind.IsAdverse() || kind == FeedbackKind.Other) && !Packet.Revocations.Exists(r => r.Revoked is null)
            && Packet.Content!.Result is not (Domain.Activities.CaseResults.Refused or Domain.Activities.CaseResults.NotFiled);
    }
}
