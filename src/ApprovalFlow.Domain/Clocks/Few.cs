using System.Diagnostics.CodeAnalysis;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>A few values by name. A copy costs nothing, because every change makes an array of its own; nothing in it costs nothing at all.</summary>
/// <remarks>For what is open at one time: a dictionary in each state of each case in memory is what the garbage collector then carries around.</remarks>
internal struct Few<T>
{
    private KeyValuePair<string, T>[]? entries;

    /// <summary>In the order in which they came.</summary>
    public readonly ReadOnlySpan<KeyValuePair<string, T>> Entries => entries;

    public readonly bool TryGetValue(string name, [MaybeNullWhen(false)] out T value)
    {
        var at = IndexOf(name);
        value = at < 0 ? default : entries![at].Value;
        return at >= 0;
    }

    public readonly T? GetValueOrDefault(string name) => TryGetValue(name, out var value) ? value : default;

    public void Set(string name, T value)
    {
        var at = IndexOf(name);
        var changed = new KeyValuePair<string, T>[(entries?.Length ?? 0) + (at < 0 ? 1 : 0)];
        entries?.CopyTo(changed, 0);
        changed[at < 0 ? ^1 : at] = new(name, value);
        entries = changed;
    }

    public bool Remove(string name) => Remove(name, out _);

    public bool Remove(string name, [MaybeNullWhen(false)] out T value)
    {
        var at = IndexOf(name);
        if (at < 0)
        {
            value = default;
            return false;
        }
        value = entries![at].Value;
        entries = entries.Length == 1 ? null : [.. entries.AsSpan(0, at), .. entries.AsSpan(at + 1)];
        return true;
    }

    private readonly int IndexOf(string name)
    {
        for (var i = 0; i < Entries.Length; i++)
            if (entries![i].Key == name) return i;
        return -1;
    }
}
