namespace ApprovalFlow.Domain.Cases;

/// <summary>What may be asked of one case (办件).</summary>
public abstract partial record CaseCommand
{
    private CaseCommand() { }

    /// <summary>The window or the portal hands in an application; the case begins on the pinned definition.</summary>
    public sealed record Register(
        string CaseNumber, string FlowCode, string DefinitionHash, Applicant Applicant,
        IReadOnlyDictionary<string, object?> Form, IReadOnlyList<MaterialReceipt> Materials, Actor By) : CaseCommand
    {
        /// <summary>Division code of the acting county or district; needed when the flow has a county step.</summary>
        public string? CountyCode { get; init; }
        public ApplicationChannel Channel { get; init; } = ApplicationChannel.Window;
        /// <summary>Whom the applicant chose for steps that ask for it, by activity id.</summary>
        public IReadOnlyDictionary<string, IReadOnlyList<Actor>>? Chosen { get; init; }
        /// <summary>Another case of the same applicant and item that runs or was just taken back, as it was found before.</summary>
        public string? EarlierCase { get; init; }
    }

    public sealed record ClaimTask(string TaskId, Actor By) : CaseCommand;
    public sealed record ReleaseTask(string TaskId, Actor By) : CaseCommand;

    /// <summary>Decides a task. An unclaimed task is claimed and completed in one step.</summary>
    public sealed record CompleteTask(string TaskId, Actor By, string Outcome) : CaseCommand
    {
        public string? Comment { get; init; }
        /// <summary>Values of the activity's own fields: conditions, certificate number, amount, findings, corrected form fields.</summary>
        public IReadOnlyDictionary<string, object?>? Data { get; init; }
        /// <summary>Whom the one who completes it chose for steps that follow and ask for it, by activity id.</summary>
        public IReadOnlyDictionary<string, IReadOnlyList<Actor>>? Chosen { get; init; }
        /// <summary>One of many decided at once (批量办理); the definition may forbid that.</summary>
        public bool IsBatch { get; init; }
        /// <summary>Fields of the application that the step fills in, where the definition lets it.</summary>
        public IReadOnlyDictionary<string, object?>? Form { get; init; }
        /// <summary>Papers handed in with a resubmission, or taken by a step that the definition lets do so.</summary>
        public IReadOnlyList<MaterialReceipt>? Materials { get; init; }
    }

    /// <summary>The applicant takes the application back; possible until the decision.</summary>
    public sealed record Withdraw(Actor By, string Reason) : CaseCommand;

    /// <summary>A timer is due. Late or repeated fires are rejected.</summary>
    public sealed record FireTimer(string BookmarkId) : CaseCommand;
}

public enum ApplicationChannel { Window, Portal }

public sealed record Applicant(string Kind, string Name, string IdNumber)
{
    public string? Phone { get; init; }
    public string? Agent { get; init; }
    /// <summary>The account that follows this case on the portal.</summary>
    public string? UserId { get; init; }
}

public sealed record MaterialReceipt(string Code, string NameZh, bool Received, int Copies) { public string? Note { get; init; } }

/// <summary>Who acts, with every mandate held at that moment; resolved before the command, so that a later re-organisation cannot change a replay.</summary>
public sealed record Actor(string UserId, string Name, IReadOnlyList<Mandate> Mandates)
{
    /// <summary>Those for whom this person stands in at that moment (代理人).</summary>
    public IReadOnlyList<Actor> ActsFor { get; init; } = [];

    public static Actor System { get; } = new("system", "system", []);
}

/// <summary>A role in a department and a region. Null department or region: not limited.</summary>
public sealed record Mandate(string Role, string? DepartmentId = null, string? Region = null);
