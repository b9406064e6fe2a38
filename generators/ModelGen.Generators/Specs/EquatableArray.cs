using System.Collections;

namespace ModelGen.Generators.Specs;

/// <summary>An array that nobody changes and that equals another with equal elements, so that records made of it can be compared and
/// cached.</summary>
/// <param name="items">The elements; whoever hands them over leaves them alone from then on.</param>
internal readonly struct EquatableArray<T>(params T[] items) : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
{
    private readonly T[]? _items = items;

    public EquatableArray(IEnumerable<T> items) : this(items.ToArray()) { }

    private T[] Items => _items ?? [];

    public int Count => Items.Length;

    public T this[int index] => Items[index];

    public bool Equals(EquatableArray<T> other)
    {
        T[] mine = Items, others = other.Items;
        if (mine == others) { return true; }
        if (mine.Length != others.Length) { return false; }
        for (int i = 0; i < mine.Length; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(mine[i], others[i])) { return false; }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        int hash = 17;
        foreach (T item in Items) { hash = unchecked((hash * 31) + (item?.GetHashCode() ?? 0)); }
        return hash;
    }

    public Enumerator GetEnumerator() => new(Items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    /// <summary>Goes over the elements.</summary>
    public struct Enumerator(T[] items)
    {
        private int _index = -1;

        public readonly T Current => items[_index];

        public bool MoveNext() => ++_index < items.Length;
    }
}
