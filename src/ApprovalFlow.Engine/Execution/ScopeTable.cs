using System.Diagnostics.CodeAnalysis;

namespace ApprovalFlow.Engine.Execution;

/// <summary>The scopes of one state by their context, in the order of their contexts: a handful, in one array.</summary>
internal struct ScopeTable
{
    private Scope[]? items;

    public ScopeTable(int capacity) => items = capacity == 0 ? null : new Scope[capacity];

    public int Count { get; private set; }
    public readonly ReadOnlySpan<Scope> Span => items.AsSpan(0, Count);
    public readonly IEnumerable<Scope> Values => new ArraySegment<Scope>(items ?? [], 0, Count);

    /// <exception cref="KeyNotFoundException">No scope has this context.</exception>
    public readonly Scope this[int context] => GetValueOrDefault(context) ?? throw new KeyNotFoundException($"Expected a scope of context {context}, but there is none.");

    public readonly Scope? GetValueOrDefault(int context) => IndexOf(context) is >= 0 and var at ? items![at] : null;

    public readonly bool TryGetValue(int context, [NotNullWhen(true)] out Scope? scope) => (scope = GetValueOrDefault(context)) is not null;

    public readonly bool ContainsKey(int context) => IndexOf(context) >= 0;

    /// <exception cref="ArgumentException">There is one already.</exception>
    public void Add(Scope scope)
    {
        var at = IndexOf(scope.Context);
        if (at >= 0) throw new ArgumentException($"Expected context {scope.Context} to be new, but it has a scope.", nameof(scope));
        if (items is null || Count == items.Length) Array.Resize(ref items, Math.Max(4, Count * 2));
        Array.Copy(items, ~at, items, ~at + 1, Count - ~at);
        items[~at] = scope;
        Count++;
    }

    public bool Remove(int context)
    {
        var at = IndexOf(context);
        if (at < 0) return false;
        Count--;
        Array.Copy(items!, at + 1, items!, at, Count - at);
        items![Count] = null!;
        return true;
    }

    /// <summary>The place of a context; of one that is not there, the complement of where it would be.</summary>
    private readonly int IndexOf(int context)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = items![middle].Context;
            if (found == context) return middle;
            if (found < context) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }
}
