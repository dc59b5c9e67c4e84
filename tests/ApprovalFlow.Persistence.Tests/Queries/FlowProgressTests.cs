using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Queries;

public sealed class FlowProgressTests
{
    [Fact]
    public void What_was_reached_should_stand_under_its_new_name_after_a_migration()
    {
        var progress = new FlowProgress();
        progress.Add(new WorkflowEvent.ActivityStarted(2, 1, "flow:accept"));
        progress.Add(new WorkflowEvent.ActivityCompleted(2) { Outcomes = ["Accept"] });
        progress.Add(new WorkflowEvent.ActivityStarted(3, 1, "flow:check"));
        progress.Add(new WorkflowEvent.ActivityCompleted(3) { Outcomes = ["Approve"] });
        progress.Add(new WorkflowEvent.ActivityStarted(4, 1, "flow:review"));
        // The review takes the name of the check, which has no place any more.
        progress.Add(new WorkflowEvent.WorkflowMigrated("v2", 2, new Dictionary<string, string> { ["flow:review"] = "flow:check" }));
        progress.Marks.ShouldBe(new Dictionary<string, ActivityMark> { ["accept"] = ActivityMark.Completed, ["check"] = ActivityMark.Active }, ignoreOrder: true);
        progress.Taken.Keys.ShouldBe(["accept"]);
        progress.Add(new WorkflowEvent.ActivityCompleted(4) { Outcomes = ["Refuse"] });
        progress.Marks["check"].ShouldBe(ActivityMark.Completed);
        progress.Taken["check"].ShouldBe(["Refuse"]);
    }
}
