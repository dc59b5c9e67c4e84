using System.Collections;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>A list that grows at its end. A copy shares what was there before, so that a case of thousands of facts does not copy them with every command.</summary>
/// <remarks>Whoever is the first to add behind the last shared item adds in place; a second one, on another copy or thread, takes the items along.</remarks>
internal sealed class Growing<T> : IReadOnlyList<T>
{
    private Store store;

    public Growing() => store = new([], 0);

    private Growing(Growing<T> other) => (store, Count) = (other.store, other.Count);

    public int Count { get; private set; }
    public T this[int index] => index < Count ? store.Items[index] : throw new ArgumentOutOfRangeException(nameof(index));

    public Growing<T> Copy() => new(this);

    public void Add(T item)
    {
        if (Count == store.Items.Length || !store.Take(Count))
            store = new(Enlarged(), Count + 1);
        store.Items[Count++] = item;
    }

    public void Insert(int index, T item)
    {
        if (index == Count)
        {
            Add(item);
            return;
        }
        var items = Enlarged();
        Array.Copy(items, index, items, index + 1, Count - index);
        items[index] = item;
        store = new(items, ++Count);
    }

    public void Replace(int index, T item)
    {
        var items = Enlarged();
        items[index] = item;
        store = new(items, Count);
    }

    private T[] Enlarged()
    {
        var items = new T[Math.Max(8, Count + (Count / 2))];
        Array.Copy(store.Items, items, Count);
        return items;
    }

    public IEnumerator<T> GetEnumerator() => new ArraySegment<T>(store.Items, 0, Count).AsEnumerable().GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <param name="items">Behind those that are used there is room.</param>
    private sealed class Store(T[] items, int used)
    {
        private int used = used;

        public T[] Items => items;

        /// <summary>The place behind the given number of items, for one asker only.</summary>
        public bool Take(int count) => Interlocked.CompareExchange(ref used, count + 1, count) == count;
    }
}
