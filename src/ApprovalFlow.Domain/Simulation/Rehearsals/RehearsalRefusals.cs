using System.Globalization;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Simulation.Rehearsals;

/// <summary>Why a rehearsal cannot begin.</summary>
public static class RehearsalRefusals
{
    /// <summary>The definition is for no flow of the catalogue: there is no form to fill in and no clock to run.</summary>
    public static Rejection NoFlow(string definitionId) => RejectionText.Reject("rehearsal-no-flow", definitionId);

    /// <param name="number">Which move, from 1.</param>
    public static Rejection UnreadableMove(int number) => RejectionText.Reject("rehearsal-move", number.ToString(CultureInfo.InvariantCulture));
}
