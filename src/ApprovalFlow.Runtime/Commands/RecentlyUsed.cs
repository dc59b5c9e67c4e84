using System.Diagnostics.CodeAnalysis;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>Keeps the values used last, up to a number. Safe for several threads.</summary>
internal sealed class RecentlyUsed<TKey, TValue>(int capacity) where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, LinkedListNode<KeyValuePair<TKey, TValue>>> nodes = [];
    private readonly LinkedList<KeyValuePair<TKey, TValue>> order = [];

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (gate)
        {
            if (!nodes.TryGetValue(key, out var node))
            {
                value = default;
                return false;
            }
            order.Remove(node);
            order.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (gate)
        {
            if (nodes.TryGetValue(key, out var node))
            {
                node.Value = new(key, value);
                order.Remove(node);
                order.AddFirst(node);
                return;
            }
            nodes[key] = order.AddFirst(new KeyValuePair<TKey, TValue>(key, value));
            if (nodes.Count <= capacity)
                return;
            nodes.Remove(order.Last!.Value.Key);
            order.RemoveLast();
        }
    }

    public void Remove(TKey key)
    {
        lock (gate)
        {
            if (nodes.Remove(key, out var node))
                order.Remove(node);
        }
    }
}
