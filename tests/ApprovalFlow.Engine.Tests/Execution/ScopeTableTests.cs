using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Execution;

public sealed class ScopeTableTests
{
    [Fact]
    public void Table_should_hold_each_scope_under_its_context_in_their_order()
    {
        var random = new Random(20260105);
        var table = new ScopeTable(0);
        var model = new SortedDictionary<int, Scope>();
        for (var step = 0; step < 5_000; step++)
        {
            var context = random.Next(1, 60);
            if (random.Next(2) == 0 && !model.ContainsKey(context))
            {
                var scope = new Scope(context, 0, "root");
                table.Add(scope);
                model.Add(context, scope);
            }
            else
            {
                table.Remove(context).ShouldBe(model.Remove(context));
            }
            table.Values.ShouldBe(model.Values);
            table.Span.ToArray().ShouldBe(model.Values);
            table.ContainsKey(context).ShouldBe(model.ContainsKey(context));
            table.GetValueOrDefault(context).ShouldBe(model.GetValueOrDefault(context));
        }
    }

    [Fact]
    public void Context_that_has_a_scope_should_get_no_second_one()
    {
        var table = new ScopeTable(1);
        table.Add(new Scope(1, 0, "root"));
        Should.Throw<ArgumentException>(() => table.Add(new Scope(1, 0, "root")));
        Should.Throw<KeyNotFoundException>(() => table[2]);
    }
}
