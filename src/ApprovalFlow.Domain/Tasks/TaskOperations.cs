using System.Collections.Frozen;
using System.Text.Json;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Tasks;

/// <summary>What people may do with a task besides deciding it. Names stand in definitions and in addresses of the API; a released name never changes.</summary>
/// <remarks>Claiming, releasing, commenting, withdrawing an application and naming somebody where nobody was found need no leave of the definition and are not listed here.</remarks>
public static class TaskOperations
{
    public const string Transfer = "transfer", Delegate = "delegate", AddSignerBefore = "add-signer-before", AddSignerAfter = "add-signer-after",
        AddSignerParallel = "add-signer-parallel", GiveBack = "give-back", RemoveSigner = "remove-signer", ReturnToPrevious = "return-to-previous", ReturnToStep = "return-to-step",
        TakeBack = "take-back", Assign = "assign", Jump = "jump", Suspend = "suspend", Terminate = "terminate", Copy = "copy", Urge = "urge", Batch = "batch";

    public static IReadOnlyList<Outcome> Options { get; } =
    [
        new(Transfer, new("转办", "Transfer")), new(Delegate, new("委派", "Delegate")),
        new(AddSignerBefore, new("前加签", "Add signer before")), new(AddSignerAfter, new("后加签", "Add signer after")), new(AddSignerParallel, new("并加签", "Add signer beside")),
        new(RemoveSigner, new("减签", "Remove signer")), new(ReturnToPrevious, new("退回上一步", "Return to previous step")), new(ReturnToStep, new("退回指定步骤", "Return to a step")),
        new(TakeBack, new("撤回", "Take back")), new(Jump, new("跳转", "Jump")), new(Suspend, new("挂起", "Suspend")), new(Terminate, new("终止", "Terminate")),
        new(Copy, new("抄送", "Copy")), new(Urge, new("催办", "Urge")), new(Batch, new("批量办理", "Batch")),
    ];

    /// <summary>What a definition that says nothing allows: all of them.</summary>
    private static readonly FrozenSet<string> Usual = Options.Select(o => o.Name).ToFrozenSet();

    /// <summary>The operations that the definition allows at an activity.</summary>
    /// <param name="path">The activity's path in the definition, as bookmarks and events name it.</param>
    public static IReadOnlySet<string> AllowedAt(WorkflowGraph graph, string path) =>
        graph.PropertyAt(path, HumanInputs.AllowedOperations) is { ValueKind: JsonValueKind.Array } listed
            ? listed.EnumerateArray().Where(o => o.ValueKind == JsonValueKind.String).Select(o => o.GetString()!).ToHashSet()
            : Usual;
}
