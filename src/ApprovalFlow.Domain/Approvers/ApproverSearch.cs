using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Approvers;

/// <summary>Carries out an approver rule for a task that is about to open.</summary>
internal sealed class ApproverSearch(CaseState state, CaseContext context, CaseTask task)
{
    private readonly Organisation organisation = context.Organisation ?? Organisation.Empty;
    private readonly List<TraceLine> lines = [];

    public ApproverFinding Find(ApproverRule rule)
    {
        var named = Named(rule).DistinctBy(m => m.Person.UserId).ToList();
        var fit = named.Where(m => Fits(m, task.Candidate.Admits)).ToList();
        if (fit.Count > 0)
        {
            lines.Add(rule.Kind == ApproverRule.Role ? new("pool", PlainJson.Text(fit.Count)) : new("found", Names(fit)));
            return new(rule.Kind == ApproverRule.Role ? [] : [.. fit.Select(Stamp)], null, new(rule.Kind, lines));
        }
        return Nobody(rule);
    }

    /// <summary>The one person that a signer of the definition names.</summary>
    public ApproverFinding Find(string userName, string nobody) => Find(new ApproverRule(ApproverRule.User, userName, nobody));

    private ApproverFinding Nobody(ApproverRule rule)
    {
        lines.Add(new("nobody"));
        if (rule.Nobody == ApproverRule.ToHead)
        {
            lines.Add(new("to-head"));
            // The head answers for the department, whatever role the step asks for.
            var heads = Heads(task.Candidate.DepartmentId ?? context.Item.DepartmentId).Where(m => Fits(m, mandate => Roles.Handlers.Contains(mandate.Role))).ToList();
            if (heads.Count > 0)
            {
                lines.Add(new("found", Names(heads)));
                return new([.. heads.Select(Stamp)], null, new(rule.Kind, lines));
            }
            lines.Add(new("nobody"));
        }
        var unfilled = rule.Nobody == ApproverRule.ToAdministrator ? ApproverRule.ToAdministrator : ApproverRule.Incident;
        lines.Add(new(unfilled == ApproverRule.Incident ? "to-incident" : "to-administrator"));
        return new([], unfilled, new(rule.Kind, lines));
    }

    private List<Member> Named(ApproverRule rule)
    {
        switch (rule.Kind)
        {
            case ApproverRule.User:
                lines.Add(new("named", rule.Whom!));
                return Members(ApproverRule.Split(rule.Whom));
            case ApproverRule.Post: return Holders(rule.Whom!, announce: true);
            case ApproverRule.Role:
                lines.Add(new("role", task.Candidate.Role, task.Candidate.DepartmentId ?? "", task.Candidate.Region ?? ""));
                return [.. organisation.Members.Where(m => m.Person.Mandates.Any(task.Candidate.Admits))];
            case ApproverRule.Head:
                var department = rule.Whom ?? task.Candidate.DepartmentId ?? context.Item.DepartmentId;
                lines.Add(new("head", department));
                return Heads(department);
            case ApproverRule.LevelsUp: return Above(rule);
            case ApproverRule.FormField: return InField(rule);
            default: return Chosen(rule);
        }
    }

    private List<Member> Chosen(ApproverRule rule)
    {
        if (state.ChosenFor(task.ActivityId) is not { } chosen)
        {
            lines.Add(new("not-chosen"));
            return [];
        }
        lines.Add(new(rule.Kind == ApproverRule.ChosenByApplicant ? "chosen-applicant" : "chosen-previous", chosen.By.Name));
        return [.. chosen.Persons.Select(p => organisation.ById(p.UserId)).OfType<Member>()];
    }

    private List<Member> InField(ApproverRule rule)
    {
        if (state.Form.GetValueOrDefault(rule.Whom!) is not string { Length: > 0 } said)
        {
            lines.Add(new("field-empty", rule.Whom!));
            return [];
        }
        lines.Add(new("field", rule.Whom!, said));
        return rule.Holds switch { ApproverRule.HoldsPost => Holders(said, announce: false), ApproverRule.HoldsDepartment => Heads(said), _ => Members(ApproverRule.Split(said)) };
    }

    private List<Member> Above(ApproverRule rule)
    {
        var from = (rule.From == ApproverRule.FromRegistrar ? state.RegisteredBy : state.LastActor)?.Holder;
        lines.Add(new("levels", from?.Name ?? "", PlainJson.Text(rule.Levels)));
        if (from is null || organisation.PostOf(from.UserId, from.DepartmentId) is not { } post)
        {
            lines.Add(new("no-post", from?.Name ?? ""));
            return [];
        }
        for (var level = 1; level <= rule.Levels; level++)
        {
            if (post.Superior is null || organisation.Post(post.Superior) is not { } above)
            {
                lines.Add(new("no-superior", post.Code, post.NameZh, post.NameEn));
                return [];
            }
            post = above;
            lines.Add(new("level", PlainJson.Text(level), post.Code, post.NameZh, post.NameEn));
        }
        return [.. organisation.HoldersOf(post)];
    }

    private List<Member> Members(IReadOnlyList<string> names)
    {
        List<Member> found = [];
        foreach (var name in names)
            if (organisation.Named(name) is { } member) found.Add(member);
            else lines.Add(new("unknown-person", name));
        return found;
    }

    private List<Member> Holders(string code, bool announce)
    {
        if (organisation.Post(code) is not { } post)
        {
            lines.Add(new("unknown-post", code));
            return [];
        }
        if (announce) lines.Add(new("post", post.Code, post.NameZh, post.NameEn));
        return [.. organisation.HoldersOf(post)];
    }

    private List<Member> Heads(string departmentId)
    {
        var posts = organisation.HeadsOf(departmentId, task.Candidate.Region).ToList();
        if (posts.Count == 0) lines.Add(new("no-head", departmentId));
        foreach (var post in posts) lines.Add(new("head-post", post.Code, post.NameZh, post.NameEn));
        return [.. posts.SelectMany(organisation.HoldersOf)];
    }

    /// <summary>The step's role, and no conflict of interest; whoever is left out is told of.</summary>
    private bool Fits(Member member, Func<Mandate, bool> admits)
    {
        if (!member.Person.Mandates.Any(admits))
        {
            lines.Add(new("left-out-role", member.Person.Name));
            return false;
        }
        if (TaskAccess.Conflict(state, task, member.Person, context.Item, context.DutyRules) is null) return true;
        lines.Add(new("left-out-conflict", member.Person.Name));
        return false;
    }

    private ActorStamp Stamp(Member member)
    {
        var mandate = member.Person.Mandates.FirstOrDefault(task.Candidate.Admits) ?? member.Person.Mandates.First(m => Roles.Handlers.Contains(m.Role));
        return new(member.Person.UserId, member.Person.Name) { Role = mandate.Role, DepartmentId = mandate.DepartmentId };
    }

    private static string Names(IEnumerable<Member> members) => string.Join("、", members.Select(m => m.Person.Name));
}

/// <summary>What a rule came to. No persons and not unfilled: the step's pool.</summary>
/// <param name="Unfilled">Why an administrator has to name somebody; null otherwise.</param>
internal sealed record ApproverFinding(IReadOnlyList<ActorStamp> Persons, string? Unfilled, ApproverTrace Trace);
