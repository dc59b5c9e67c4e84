using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Versions.LifeEvent;
using static ApprovalFlow.Domain.Versions.LifeText;

namespace ApprovalFlow.Domain.Versions;

public static partial class LifeDecider
{
    private static Rejection? RequestReview(LifeState state, LifeCommand.RequestReview command, LifeBurst burst)
    {
        if (!MayDesign(command.By, state.DepartmentId)) return Reject("not-designer", command.By.Name, state.DefinitionId);
        if (state.Draft!.Request is not null) return Reject("draft-in-review", state.DefinitionId);
        if (Stale(state, command.Revision, burst) is { } stale) return stale;
        if (Blank(command.ChangeNote)) return Reject("change-note-required");
        if (command.ChangeNote.Trim().Length > LongestText) return Reject("text-too-long", PlainJson.Text(LongestText));
        if (BaseMoved(state) is { } moved) return moved;
        if (Effective(state, command.EffectiveFrom, burst) is { } early) return early;
        var candidate = Candidate(state, burst, burst.At);
        if (candidate is null) return Reject("definition-unreadable", "1", state.DefinitionId);
        if (state.Latest is { } latest && DefinitionContent.BodyHash(candidate) == latest.BodyHash) return Reject("nothing-changed", PlainJson.Text(latest.Number));
        if (Unfit(state, candidate, burst) is { } unfit) return unfit;
        burst.Add(new ReviewRequested(Next(state), candidate.ContentHash, DefinitionContent.ComparedHash(state.Latest?.Hash, candidate.ContentHash), command.EffectiveFrom, command.ChangeNote.Trim(), Stamp(command.By, state)));
        return null;
    }

    private static Rejection? TakeBack(LifeState state, LifeCommand.TakeBack command, LifeBurst burst)
    {
        if (!MayDesign(command.By, state.DepartmentId)) return Reject("not-designer", command.By.Name, state.DefinitionId);
        if (state.Draft!.Request is null) return Reject("draft-not-in-review", state.DefinitionId);
        burst.Add(new ReviewLapsed(ReviewLapse.TakenBack, Stamp(command.By, state)));
        return null;
    }

    private static Rejection? RejectReview(LifeState state, LifeCommand.RejectReview command, LifeBurst burst)
    {
        if (Reviewer(state, command.By) is { } refused) return refused;
        if (Blank(command.Comment)) return Reject("review-comment-required");
        if (command.Comment.Trim().Length > LongestText) return Reject("text-too-long", PlainJson.Text(LongestText));
        burst.Add(new ReviewRejected(command.Comment.Trim(), Stamp(command.By, state, Roles.Administrator)));
        return null;
    }

    /// <summary>双人: the second person approves the very comparison that they saw.</summary>
    private static Rejection? Approve(LifeState state, LifeCommand.ApproveReview command, LifeBurst burst)
    {
        if (Reviewer(state, command.By) is { } refused) return refused;
        if (state.Draft!.Approval is not null) return Reject("review-approved-already", state.DefinitionId);
        if (command.ComparedHash != state.Draft.Request!.ComparedHash) return Reject("comparison-outdated", state.DefinitionId);
        if (command.Comment?.Trim().Length > LongestText) return Reject("text-too-long", PlainJson.Text(LongestText));
        burst.Add(new ReviewApproved(command.ComparedHash, Stamp(command.By, state, Roles.Administrator)) { Comment = Blank(command.Comment) ? null : command.Comment!.Trim() });
        return command.AndPublish ? Publish(burst.State, command.By, burst) : null;
    }

    private static Rejection? Publish(LifeState state, Actor by, LifeBurst burst)
    {
        if (!MayPublish(by, state.DepartmentId)) return Reject("not-publisher", by.Name, state.DefinitionId);
        if (state.Draft!.Request is not { } request) return Reject("draft-not-in-review", state.DefinitionId);
        if (state.Draft.Approval is not { } approval) return Reject("approval-required", state.DefinitionId);
        if (BaseMoved(state) is { } moved) return moved;
        var candidate = Candidate(state, burst, state.Draft.RequestedAt!.Value);
        // The approval covers one comparison: the version in force then, and this very content.
        if (candidate?.ContentHash != request.Hash || approval.ComparedHash != DefinitionContent.ComparedHash(state.Latest?.Hash, request.Hash)) return Reject("comparison-outdated", state.DefinitionId);
        if (Effective(state, request.EffectiveFrom, burst) is { } early) return early;
        if (Unfit(state, candidate, burst) is { } unfit) return unfit;
        burst.Add(new VersionPublished(request.Version, request.Hash, request.EffectiveFrom, request.ChangeNote, Stamp(by, state, Roles.Administrator)) { ApprovedBy = approval.By, BodyHash = DefinitionContent.BodyHash(candidate) });
        burst.DropDraft();
        burst.Published = candidate;
        return null;
    }

    private static Rejection? Retire(LifeState state, LifeCommand.Retire command, LifeBurst burst)
    {
        if (!MayPublish(command.By, state.DepartmentId)) return Reject("not-publisher", command.By.Name, state.DefinitionId);
        if (state.Versions.Find(v => v.Number == command.Version) is not { } version) return Reject("version-unknown", state.DefinitionId, PlainJson.Text(command.Version));
        if (version.RetiredFrom is { } already) return Reject("version-retired", PlainJson.Text(command.Version), PlainJson.Iso(already));
        if (Blank(command.Reason)) return Reject("retire-reason-required");
        if (command.Reason.Trim().Length > LongestText) return Reject("text-too-long", PlainJson.Text(LongestText));
        if (command.From < burst.Today) return Reject("effective-past", PlainJson.Iso(command.From), PlainJson.Iso(burst.Today));
        burst.Add(new VersionRetired(command.Version, command.From, command.Reason.Trim(), Stamp(command.By, state, Roles.Administrator)));
        return null;
    }

    /// <summary>A file of the catalogue becomes the next version, unless it says what the last version says or people have published versions of their own since.</summary>
    private static Rejection? PublishFile(string definitionId, LifeState state, LifeCommand.PublishFile command, LifeBurst burst)
    {
        var (definition, refused) = Content(command.Json, burst);
        if (definition is null) return refused;
        if (!state.Exists && Register(definitionId, command.FlowCode, burst) is { } unknown) return unknown;
        var body = DefinitionContent.BodyHash(definition);
        if (state.Latest is { } latest && (latest.BodyHash == body || latest.ApprovedBy is not null)) return null;
        var version = Next(state);
        // A file that is named as its version is published as it stands, byte for byte.
        var content = definition.Version == version && definition.DefinitionId == definitionId && definition.IsPublished ? definition : DefinitionContent.Stamp(definition, definitionId, version, isPublished: true, burst.At);
        burst.Published = content;
        if (burst.State.Draft is { Request: not null }) burst.Add(new ReviewLapsed(ReviewLapse.BaseMoved, Catalogue));
        burst.Add(new VersionPublished(version, content.ContentHash, state.Latest is null ? command.EffectiveFrom : command.EffectiveFrom ?? burst.Today, CatalogueNote, Catalogue) { BodyHash = body });
        return null;
    }

    private static Rejection? Learn(string definitionId, LifeState state, LifeCommand.LearnVersions command, LifeBurst burst)
    {
        if (state.Exists) return null;
        if (Register(definitionId, command.FlowCode, burst) is { } unknown) return unknown;
        foreach (var known in command.Versions.OrderBy(v => v.Number))
            burst.Add(new VersionPublished(known.Number, known.Hash, null, CatalogueNote, new ActorStamp(known.By, known.By)) { BodyHash = known.BodyHash });
        return null;
    }

    private static Rejection? Register(string definitionId, string flowCode, LifeBurst burst)
    {
        if (burst.Context.Catalogue.Flow(flowCode) is not { } flow) return Reject("definition-flow-unknown", flowCode);
        burst.Add(new DefinitionRegistered(definitionId, flow.Code, burst.Context.Catalogue.Item(flow.ItemCode)?.DepartmentId));
        return null;
    }

    /// <summary>As change note of what the installation published by itself.</summary>
    public const string CatalogueNote = "catalogue";

    private static ActorStamp Catalogue => new("catalogue", "catalogue");

    /// <summary>The draft's content under the name that its version will have.</summary>
    private static WorkflowDefinition? Candidate(LifeState state, LifeBurst burst, DateTimeOffset at) =>
        Candidate(state, burst.Draft!.Json, at);

    /// <summary>What would be published of a draft's content at an instant; null when it cannot be read.</summary>
    public static WorkflowDefinition? Candidate(LifeState state, string json, DateTimeOffset at) =>
        WorkflowDefinition.Load(json).Definition is { } definition ? DefinitionContent.Stamp(definition, state.DefinitionId, Next(state), isPublished: true, at) : null;

    /// <summary>Number of the version after the last one.</summary>
    public static int Next(LifeState state) => (state.Latest?.Number ?? 0) + 1;

    private static Rejection? Reviewer(LifeState state, Actor by)
    {
        if (!MayPublish(by, state.DepartmentId)) return Reject("not-publisher", by.Name, state.DefinitionId);
        if (state.Draft!.Request is null) return Reject("draft-not-in-review", state.DefinitionId);
        return state.Draft.IsAuthor(by.UserId) ? Reject("author-reviews", by.Name) : null;
    }

    private static Rejection? BaseMoved(LifeState state) => state.Draft!.Base == state.LatestName ? null : Reject("base-moved", state.DefinitionId, PlainJson.Text(state.Latest!.Number));

    /// <summary>Neither for days that are over, nor before a version that was published earlier: the schedule would say otherwise than the numbers.</summary>
    private static Rejection? Effective(LifeState state, DateOnly from, LifeBurst burst)
    {
        if (from < burst.Today) return Reject("effective-past", PlainJson.Iso(from), PlainJson.Iso(burst.Today));
        var before = state.Versions.Where(v => v.RetiredFrom is not { } end || end > (v.EffectiveFrom ?? DateOnly.MinValue)).Select(v => v.EffectiveFrom).Max();
        return before is { } last && from < last ? Reject("effective-before-last", PlainJson.Iso(from), PlainJson.Iso(last)) : null;
    }

    /// <summary>Why content may not be published under this definition; all errors at once.</summary>
    private static Rejection? Unfit(LifeState state, WorkflowDefinition candidate, LifeBurst burst)
    {
        if (state.FlowCode is { } flow && DefinitionContent.SubjectOf(candidate).FlowCode != flow) return Reject("flow-differs", flow, DefinitionContent.SubjectOf(candidate).FlowCode ?? "");
        var errors = burst.Errors(candidate);
        if (errors.Count == 0) return null;
        burst.Problems = errors;
        return Reject("definition-unsound", PlainJson.Text(errors.Count), errors[0].Message, errors[0].MessageZh ?? errors[0].Message);
    }
}
