using ApprovalFlow.Engine.Expressions.JavaScript;

namespace ApprovalFlow.Engine.Validation.Conditions;

/// <summary>Every combination of the pieces that the values of some fields are cut into.</summary>
internal sealed class Combinations
{
    /// <summary>More than this: nothing is said about them.</summary>
    private const int Most = 2_000;

    private readonly (Known Known, IReadOnlyList<FieldCell> Cells, int Stride)[] axes;

    public Combinations(IEnumerable<Known> fields, IReadOnlySet<object> literals)
    {
        var all = new List<(Known, IReadOnlyList<FieldCell>, int)>();
        var count = 1L;
        foreach (var known in fields.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            var cells = FieldCells.Of(known.Facts, literals);
            all.Add((known, cells, (int)Math.Min(count, Most)));
            count = Math.Min(count * cells.Count, int.MaxValue);
        }
        axes = [.. all];
        Count = count is > 0 and <= Most ? (int)count : -1;
    }

    /// <summary>-1: too many.</summary>
    public int Count { get; }
    public int Axes => axes.Length;

    public Known Field(int axis) => axes[axis].Known;
    public FieldCell Cell(int combination, int axis) => axes[axis].Cells[Digit(combination, axis)];
    public ValueRange Range(int combination, int axis) => Cell(combination, axis).Range;
    public bool IsUnlikely(int combination) => Enumerable.Range(0, axes.Length).Any(n => Cell(combination, n).IsUnlikely);

    /// <summary>The same combination with the first piece in one axis.</summary>
    public int First(int combination, int axis) => combination - Digit(combination, axis) * axes[axis].Stride;

    /// <summary>The same for all combinations that differ in nothing but the form.</summary>
    public int StepValues(int combination)
    {
        for (var n = 0; n < axes.Length; n++)
            if (axes[n].Known.Step is null) combination = First(combination, n);
        return combination;
    }

    public int AxisOf(Execution.Node step) => Array.FindIndex(axes, a => a.Known.Step == step);

    public T[] Ask<T>(ConditionScope scope, Func<ConditionScope, T> ask)
    {
        var answers = new T[Count];
        for (var i = 0; i < Count; i++)
        {
            scope.Narrowed = Enumerable.Range(0, axes.Length).ToDictionary(n => axes[n].Known.Key, n => Range(i, n));
            answers[i] = ask(scope);
        }
        scope.Narrowed = new Dictionary<string, ValueRange>();
        return answers;
    }

    private int Digit(int combination, int axis) => combination / axes[axis].Stride % axes[axis].Cells.Count;
}
