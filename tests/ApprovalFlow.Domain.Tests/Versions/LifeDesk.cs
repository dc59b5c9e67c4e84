using System.Text;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using Shouldly;

namespace ApprovalFlow.Domain.Tests.Versions;

/// <summary>One definition and the people around it. Every record goes through its stored form, so that a test sees what a store would.</summary>
internal sealed class LifeDesk
{
    public const string Flow = "FGW-001-A";
    public static readonly Actor Ann = new("u-ann", "安", [new(Roles.ProcessDesigner)]), Ben = new("u-ben", "本", [new(Roles.ProcessDesigner)]), Far = new("u-far", "范", [new(Roles.ProcessDesigner, "dept-ghj")]),
        Chief = new("u-chief", "陈", [new(Roles.Administrator)]), Second = new("u-second", "戴", [new(Roles.Administrator)]), Clerk = new("u-clerk", "柯", [new(Roles.WindowClerk)]);

    public static ApprovalCatalogue Catalogue => Repository.Catalogue;
    private static readonly ActivityRegistry Activities = ApprovalActivities.AddTo(ActivityRegistry.CreateCore());

    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    public DateOnly Today => OfficeHours.DayOf(Now);
    public string DefinitionId { get; init; } = Flow;
    public LifeState State { get; private set; } = LifeState.Empty;
    public DraftContent? Draft { get; private set; }
    public int LastRevision { get; private set; }
    public List<LifeRecord> Journal { get; } = [];
    public WorkflowDefinition? Published { get; private set; }

    public static string Original { get; } = System.IO.File.ReadAllText(Path.Combine(Repository.Workflows, "definitions", "fgw", Flow + ".json"));
    /// <summary>The catalogue's file with other days for its three-day steps.</summary>
    public static string Content(double days) => Original.Replace("\"value\": 3 }", FormattableString.Invariant($"\"value\": {days} }}"), StringComparison.Ordinal);

    public LifeDecision Try(LifeCommand command) => LifeDecider.Decide(DefinitionId, State, command, new(Now, Activities, Catalogue) { Draft = Draft, LastRevision = LastRevision });

    public LifeDesk Do(LifeCommand command)
    {
        var decision = Try(command);
        decision.Rejection.ShouldBeNull(decision.Rejection?.Message + string.Join(" ", decision.Problems.Select(p => p.Message)));
        foreach (var record in decision.Records)
        {
            var encoded = LifeEventJson.Encode(record.Event);
            var read = record with { Event = LifeEventJson.Decode(encoded.Name, encoded.Version, Encoding.UTF8.GetBytes(encoded.Text)) };
            read.Event.ShouldBe(record.Event);
            Journal.Add(read);
        }
        State = LifeState.Fold(Journal);
        Draft = decision.Draft;
        LastRevision = Math.Max(LastRevision, Draft?.Revision ?? 0);
        Published = decision.Published ?? Published;
        return this;
    }

    /// <summary>Version 1, as the catalogue publishes it.</summary>
    public LifeDesk Catalogued() => Do(new LifeCommand.PublishFile(Flow, Original, null));

    public LifeDesk Opened(Actor by, double days = 2) => Do(new LifeCommand.OpenDraft(DraftOrigin.Version, Content(days), by) { Source = State.LatestName });

    public LifeDesk Requested(Actor by, int inDays = 3) => Do(new LifeCommand.RequestReview(Draft!.Revision, Today.AddDays(inDays), "缩短审查时限", by));

    public LifeDesk Approved(Actor by, bool publish = true) => Do(new LifeCommand.ApproveReview(State.Draft!.Request!.ComparedHash, by) { AndPublish = publish });
}
