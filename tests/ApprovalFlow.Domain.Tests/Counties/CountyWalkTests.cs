using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Counties;

/// <summary>Random requests, receipts, reports and returns at both levels, compared with a sheet of paper on which only two things are kept: which papers are there, and since
/// when the county has the case. <see cref="CaseDesk"/> checks at each step that the journal alone tells the same.</summary>
public sealed class CountyWalkTests
{
    private static readonly string[] Codes = [CountyDesk.Form, CountyDesk.Plan, CountyDesk.Other];
    private static readonly Dictionary<string, Actor> Holders = new() { ["accept"] = Clerk, ["review"] = Reviewer, ["county"] = CountyClerk, ["decide"] = Chief, ["issue"] = Issuer, ["deliver"] = Clerk };

    [Fact]
    public void Nobody_should_ever_be_asked_for_a_paper_that_is_there()
    {
        int refused = 0, asked = 0, taken = 0, reported = 0;
        for (var seed = 1; seed <= 250; seed++)
        {
            var random = new Random(seed);
            var story = ClockDesk.Registered();
            var there = new HashSet<string> { CountyDesk.Form };
            DateOnly? since = null;
            var (sent, answered, told) = (false, false, $"seed {seed}:");
            for (var i = 0; i < 40 && !story.State.IsClosed; i++)
            {
                if (random.Next(4) == 0) story.Desk.Now = story.Desk.Now.AddDays(1);
                if (story.State.OpenTasks.Count == 0) break;
                var task = story.State.OpenTasks[random.Next(story.State.OpenTasks.Count)];
                var paper = Codes[random.Next(Codes.Length)];
                CaseCommand command;
                bool expected;
                switch (task.ActivityId, random.Next(3))
                {
                    case ("correction", _):
                        var brought = Codes.Where(_ => random.Next(2) == 0).ToArray();
                        command = story.Resubmit(brought);
                        expected = true;
                        there.UnionWith(brought);
                        break;
                    case ("county", 0):
                        command = story.Take(paper);
                        expected = there.Add(paper);
                        taken += expected ? 1 : 0;
                        break;
                    case ("accept" or "review" or "county" or "decide", 1):
                        command = story.Ask(task.ActivityId, Holders[task.ActivityId], Named(random, paper));
                        expected = !sent || !there.Contains(paper);
                        (asked, refused) = (asked + (expected ? 1 : 0), refused + (expected ? 0 : 1));
                        // Another step's return takes the case from a county that is at work; its own does not.
                        if (expected && task.ActivityId != "county" && story.State.OpenTasks.Any(t => t.ActivityId == "county")) since = null;
                        break;
                    default:
                        command = new CaseCommand.CompleteTask(task.TaskId, Holders[task.ActivityId], Agreeing(task.ActivityId)) { Data = task.ActivityId == "deliver" ? new Dictionary<string, object?> { ["deliveryMethod"] = "window" } : null };
                        expected = true;
                        if (task.ActivityId == "county") (answered, reported) = (true, reported + 1);
                        break;
                }
                var code = story.Desk.Send(command).Rejection?.Code;
                told += $" {task.ActivityId}/{command.GetType().Name}:{code ?? "ok"}";
                (code is null).ShouldBe(expected, told);
                Codes.Where(c => story.State.Held(c) is not null).ShouldBe(there, ignoreOrder: true, told);
                if (story.State.OpenTasks.FirstOrDefault(t => t.ActivityId == "county") is not { } county) continue;
                if (answered || since is null) (sent, answered, since) = (true, false, OfficeHours.DayOf(story.Desk.Now));
                story.Read(ClockKind.County, county.TaskId).StartedOn.ShouldBe(since, told);
            }
        }
        (refused > 100 && asked > 100 && taken > 50 && reported > 100).ShouldBeTrue($"{refused} refused, {asked} asked, {taken} taken, {reported} reported");
    }

    private static string Named(Random random, string code) => random.Next(2) == 0 ? code : Item.Materials.Single(m => m.Code == code).NameZh;

    private static string Agreeing(string step) => step switch { "accept" => "Accept", "issue" => "Issue", "deliver" => "Deliver", _ => "Approve" };
}
