using System.Numerics;

namespace ModelGen.Generators.Specs;

/// <summary>The shape of one sample, without the batch.</summary>
internal readonly record struct Shape(EquatableArray<int> Dimensions)
{
    /// <summary>A size that is not known, because an error stands before it. A shape without axes is not known at all.</summary>
    public const int Unknown = 0;

    public Shape(params int[] dimensions) : this(new EquatableArray<int>(dimensions)) { }

    public int Rank => Dimensions.Count;

    public int this[int axis] => Dimensions[axis];

    public int Last => Dimensions[Rank - 1];

    /// <summary>Whether all of it is known.</summary>
    public bool IsKnown => Rank > 0 && !Dimensions.Contains(Unknown);

    /// <summary>How many values it has, exactly, however many.</summary>
    public BigInteger Count => Dimensions.Aggregate(BigInteger.One, (product, n) => product * n);

    /// <summary>How many values it has, once <see cref="Count"/> is known to fit.</summary>
    public int Size
    {
        get
        {
            int size = 1;
            foreach (int n in Dimensions) { size = checked(size * n); }
            return size;
        }
    }

    /// <summary>As messages write it: 24 x 24 x 32.</summary>
    public override string ToString() => string.Join(" x ", Dimensions.Select(n => n == Unknown ? "?" : Text.Number(n)));

    /// <summary>As attributes and calls write it: 24, 24, 32.</summary>
    public string ToSizes() => string.Join(", ", Dimensions.Select(n => Text.Plain(n)));

    /// <summary>As the summary writes it: (None, 24, 24, 32).</summary>
    public string ToKeras() =>
        Rank == 0 ? "?" : $"(None, {string.Join(", ", Dimensions.Select(n => n == Unknown ? "?" : Text.Plain(n)))})";

    /// <summary>As equations write it: [24,24,32].</summary>
    public string ToEquation() => $"[{string.Join(",", Dimensions.Select(n => Text.Plain(n)))}]";
}
