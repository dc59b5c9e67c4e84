using ApprovalFlow.Domain.Clocks;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Clocks;

public sealed class FewTests
{
    [Fact]
    public void Copy_should_keep_its_values_whatever_is_done_to_the_others()
    {
        var random = new Random(20260105);
        List<(Few<int> Few, List<KeyValuePair<string, int>> Model)> copies = [(default, [])];
        for (var step = 0; step < 5_000; step++)
        {
            var at = random.Next(copies.Count);
            var (few, model) = copies[at];
            var (name, value) = ($"n{random.Next(12)}", random.Next(1_000));
            var index = model.FindIndex(m => m.Key == name);
            if (random.Next(3) > 0)
            {
                few.Set(name, value);
                if (index < 0) model.Add(new(name, value));
                else model[index] = new(name, value);
            }
            else
            {
                few.Remove(name, out var removed).ShouldBe(index >= 0);
                removed.ShouldBe(index < 0 ? 0 : model[index].Value);
                if (index >= 0) model.RemoveAt(index);
            }
            copies[at] = (few, model);
            if (copies.Count < 30) copies.Add((few, [.. model]));
            foreach (var (each, wanted) in copies)
                each.Entries.ToArray().ShouldBe(wanted);
            few.TryGetValue(name, out var found).ShouldBe(model.Exists(m => m.Key == name));
            found.ShouldBe(model.Find(m => m.Key == name).Value);
        }
    }
}
