using System.Text.RegularExpressions;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Versions.LifeEvent;
using static ApprovalFlow.Domain.Versions.LifeText;

namespace ApprovalFlow.Domain.Versions;

/// <summary>Decides what a command means for one definition. Pure: the same state, command and context give the same records.</summary>
public static partial class LifeDecider
{
    public const int LongestId = 60;
    public const int LongestText = 2_000;

    /// <param name="definitionId">The definition that is asked, also when there is none of that id yet.</param>
    public static LifeDecision Decide(string definitionId, LifeState state, LifeCommand command, LifeContext context)
    {
        var burst = new LifeBurst(state, context);
        var rejection = command switch
        {
            LifeCommand.OpenDraft c => Open(definitionId, state, c, burst),
            LifeCommand.PublishFile c => PublishFile(definitionId, state, c, burst),
            LifeCommand.LearnVersions c => Learn(definitionId, state, c, burst),
            _ when !state.Exists => Reject("definition-not-found", definitionId),
            LifeCommand.Retire c => Retire(state, c, burst),
            _ when state.Draft is null => Reject("draft-unknown", definitionId),
            LifeCommand.SaveDraft c => Save(state, c.Revision, c.Json, c.By, burst),
            LifeCommand.MergeDraft c => Merge(state, c, burst),
            LifeCommand.DiscardDraft c => Discard(state, c, burst),
            LifeCommand.RequestReview c => RequestReview(state, c, burst),
            LifeCommand.TakeBack c => TakeBack(state, c, burst),
            LifeCommand.RejectReview c => RejectReview(state, c, burst),
            LifeCommand.ApproveReview c => Approve(state, c, burst),
            LifeCommand.Publish c => Publish(state, c.By, burst),
            _ => throw new ArgumentException($"Expected a known command, but got {command.GetType().Name}."),
        };
        return rejection is null
            ? new(burst.Records, burst.State, burst.Draft, null) { Published = burst.Published, IsChange = burst.HasSaved || burst.Records.Count > 0 }
            : new([], state, context.Draft, rejection) { Problems = burst.Problems };
    }

    /// <summary>May draw: designers of the definition's department, and administrators.</summary>
    public static bool MayDesign(Actor actor, string? departmentId) => Stand(actor, departmentId, Roles.ProcessDesigner, Roles.Administrator) is not null;

    /// <summary>May put versions into force and end them.</summary>
    public static bool MayPublish(Actor actor, string? departmentId) => Stand(actor, departmentId, Roles.Administrator) is not null;

    private static Rejection? Open(string definitionId, LifeState state, LifeCommand.OpenDraft command, LifeBurst burst)
    {
        if (state.Draft is not null && burst.Draft is { } open) return Reject("draft-exists", definitionId, open.SavedByName, When(open.SavedAt));
        var (definition, refused) = Content(command.Json, burst);
        if (definition is null) return refused;
        if (state.Exists)
        {
            if (!MayDesign(command.By, state.DepartmentId)) return Reject("not-designer", command.By.Name, definitionId);
        }
        else
        {
            var (flow, department) = DefinitionContent.SubjectOf(definition);
            flow = command.FlowCode ?? flow;
            if (!DefinitionId().IsMatch(definitionId) || definitionId.Length > LongestId) return Reject("definition-id-invalid", definitionId, PlainJson.Text(LongestId));
            if (flow is not null && burst.Context.Catalogue.Flow(flow) is null) return Reject("definition-flow-unknown", flow);
            department = flow is null ? department : burst.Context.Catalogue.Item(burst.Context.Catalogue.Flow(flow)!.ItemCode)?.DepartmentId ?? department;
            if (department is not null && burst.Context.Catalogue.Department(department) is null) return Reject("definition-department-unknown", department);
            if (!MayDesign(command.By, department)) return Reject("not-designer", command.By.Name, definitionId);
            if (command.Region is { } region && burst.Context.Catalogue.Counties.All(c => c.Code != region)) return Reject("definition-region-unknown", region);
            // The flow's common definition bears the flow's name; beside it stand only those of a county.
            if (flow is not null && command.Region is null && definitionId != flow) return Reject("flow-taken", flow, definitionId);
            burst.Add(new DefinitionRegistered(definitionId, flow, department) { Region = command.Region, Parent = command.Origin == DraftOrigin.Branch ? command.Source : null });
        }
        burst.Add(new DraftOpened(command.Origin, burst.State.LatestName, command.Source, Stamp(command.By, burst.State)));
        if (command.Origin == DraftOrigin.Pull && command.Source is { } pulled && pulled.DefinitionId != definitionId) burst.Add(new DraftMerged(pulled, Stamp(command.By, burst.State)));
        burst.Save(command.Json, definition.ContentHash, command.By);
        return null;
    }

    /// <summary>Autosave. Saving what is saved already is no change; a change of what is under review ends the review.</summary>
    private static Rejection? Save(LifeState state, int revision, string json, Actor by, LifeBurst burst)
    {
        if (!MayDesign(by, state.DepartmentId)) return Reject("not-designer", by.Name, state.DefinitionId);
        if (Stale(state, revision, burst) is { } stale) return stale;
        var (definition, refused) = Content(json, burst);
        if (definition is null) return refused;
        if (definition.ContentHash == burst.Draft!.Hash) return null;
        if (state.Draft!.Request is not null) burst.Add(new ReviewLapsed(ReviewLapse.Changed, Stamp(by, state)));
        if (!state.Draft.Authors.Exists(a => a.UserId == by.UserId)) burst.Add(new DraftEdited(Stamp(by, state)));
        burst.Save(json, definition.ContentHash, by);
        return null;
    }

    private static Rejection? Merge(LifeState state, LifeCommand.MergeDraft command, LifeBurst burst)
    {
        if (!MayDesign(command.By, state.DepartmentId)) return Reject("not-designer", command.By.Name, state.DefinitionId);
        var isOwn = command.Source.DefinitionId == state.DefinitionId;
        if (isOwn ? command.Source != state.LatestName : command.Source.DefinitionId != state.Parent?.DefinitionId || command.Source.Version < state.Parent.Version)
            return Reject("merge-not-newer", command.Source.DefinitionId, PlainJson.Text(command.Source.Version));
        if (Save(state, command.Revision, command.Json, command.By, burst) is { } refused) return refused;
        if (burst.State.Draft!.Request is not null) burst.Add(new ReviewLapsed(ReviewLapse.Changed, Stamp(command.By, state)));
        burst.Add(new DraftMerged(command.Source, Stamp(command.By, state)));
        return null;
    }

    private static Rejection? Discard(LifeState state, LifeCommand.DiscardDraft command, LifeBurst burst)
    {
        if (!MayDesign(command.By, state.DepartmentId)) return Reject("not-designer", command.By.Name, state.DefinitionId);
        if (state.Draft!.Request is not null) return Reject("draft-in-review", state.DefinitionId);
        burst.Add(new DraftDiscarded(Stamp(command.By, state)));
        burst.DropDraft();
        return null;
    }

    /// <summary>Nobody overwrites what they have not seen.</summary>
    private static Rejection? Stale(LifeState state, int revision, LifeBurst burst) => revision == burst.Draft!.Revision ? null
        : Reject("draft-stale", state.DefinitionId, PlainJson.Text(revision), PlainJson.Text(burst.Draft.Revision), burst.Draft.SavedByName, When(burst.Draft.SavedAt));

    /// <summary>A draft may be unfinished, but it is a definition.</summary>
    private static (WorkflowDefinition?, Rejection?) Content(string json, LifeBurst burst)
    {
        var load = WorkflowDefinition.Load(json);
        if (load.Definition is { } definition && !load.HasErrors) return (definition, null);
        burst.Problems = [.. load.Problems.Where(p => p.Severity == ProblemSeverity.Error)];
        return (null, Reject("definition-unreadable", PlainJson.Text(burst.Problems.Count), burst.Problems[0].Message));
    }

    private static ActorStamp Stamp(Actor by, LifeState state, params string[] roles)
    {
        var mandate = Stand(by, state.DepartmentId, roles.Length > 0 ? roles : [Roles.ProcessDesigner, Roles.Administrator]);
        return new ActorStamp(by.UserId, by.Name) { Role = mandate?.Role, DepartmentId = mandate?.DepartmentId };
    }

    private static Mandate? Stand(Actor actor, string? departmentId, params string[] roles) =>
        roles.SelectMany(role => actor.Mandates.Where(new Candidate(role, departmentId).Admits)).FirstOrDefault();

    private static string When(DateTimeOffset at) => at.ToOffset(OfficeHours.ChinaTime).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
    private static bool Blank(string? text) => string.IsNullOrWhiteSpace(text);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex DefinitionId();
}
