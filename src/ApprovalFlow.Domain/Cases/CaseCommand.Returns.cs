namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseCommand
{
    /// <summary>退回上一步: back to the step whose completion led here.</summary>
    public sealed record ReturnToPrevious(string TaskId, Actor By, string Reason) : CaseCommand;

    /// <summary>退回指定步骤: back to a step completed on the way here.</summary>
    /// <param name="Activity">Path of the step in the definition, or its id where that is enough.</param>
    public sealed record ReturnToStep(string TaskId, Actor By, string Activity, string Reason) : CaseCommand;

    /// <summary>撤回: the one who completed a task takes it back while nobody has touched what followed.</summary>
    public sealed record TakeBack(string TaskId, Actor By) : CaseCommand { public string? Reason { get; init; } }

    /// <summary>挂起: nobody acts on any task until the case is resumed; the law's clocks run on.</summary>
    public sealed record Suspend(Actor By, string Reason) : CaseCommand;

    /// <summary>激活.</summary>
    public sealed record Resume(Actor By) : CaseCommand { public string? Remark { get; init; } }

    /// <summary>终止: the case ends without a decision.</summary>
    public sealed record Terminate(Actor By, string Reason) : CaseCommand;

    /// <summary>跳转: an administrator asks for the case to go on at another step; a second one agrees or declines.</summary>
    public sealed record RequestJump(Actor By, string Activity, string Reason) : CaseCommand;
    public sealed record ApproveJump(Actor By) : CaseCommand { public string? Remark { get; init; } }
    public sealed record DeclineJump(Actor By, string Reason) : CaseCommand;
}
