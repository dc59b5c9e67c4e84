using ApprovalFlow.Domain.Clocks;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Clocks;

public sealed class GrowingTests
{
    [Fact]
    public void Copy_should_keep_its_items_whatever_is_done_to_the_others()
    {
        var random = new Random(20260105);
        List<(Growing<int> List, List<int> Model)> copies = [(new(), [])];
        for (var step = 0; step < 20_000; step++)
        {
            var (list, model) = copies[random.Next(copies.Count)];
            var value = random.Next(1_000);
            switch (random.Next(10))
            {
                case < 5:
                    list.Add(value);
                    model.Add(value);
                    break;
                case 5:
                    var at = random.Next(model.Count + 1);
                    list.Insert(at, value);
                    model.Insert(at, value);
                    break;
                case 6 when model.Count > 0:
                    var index = random.Next(model.Count);
                    list.Replace(index, value);
                    model[index] = value;
                    break;
                case 7 when copies.Count < 50:
                    copies.Add((list.Copy(), [.. model]));
                    break;
                case 8 when copies.Count > 1:
                    copies.RemoveAt(random.Next(copies.Count));
                    break;
            }
            if (step % 100 == 0)
                foreach (var (each, wanted) in copies)
                    each.ShouldBe(wanted);
        }
    }

    [Fact]
    public void Item_should_be_one_of_those_that_this_copy_has()
    {
        var first = new Growing<int>();
        first.Add(1);
        var second = first.Copy();
        second.Add(2);
        first.Count.ShouldBe(1);
        Should.Throw<ArgumentOutOfRangeException>(() => first[1]);
        first.Add(3);
        second.ShouldBe([1, 2]);
        first.ShouldBe([1, 3]);
    }

    [Fact]
    public void Copies_on_several_threads_should_not_write_over_each_other()
    {
        var shared = new Growing<int>();
        for (var i = 0; i < 100; i++) shared.Add(i);
        var copies = Enumerable.Range(0, 8).Select(_ => shared.Copy()).ToList();
        Parallel.ForEach(copies.Index(), c =>
        {
            for (var i = 0; i < 1_000; i++) c.Item.Add(c.Index);
        });
        foreach (var (index, copy) in copies.Index())
            copy.ShouldBe([.. Enumerable.Range(0, 100), .. Enumerable.Repeat(index, 1_000)]);
    }
}
