using ModelGen.Kernels;

namespace ModelGen;

/// <summary>The labels of the hinge losses, -1 and 1. Where all labels of a batch are 0 or 1, these stand for -1 and 1.</summary>
internal readonly struct HingeLabels(in Scoring s)
{
    private readonly int _areBits = AreBits(s) ? 1 : 0;

    /// <summary>max(1 - y p, 0).</summary>
    public float Margin(float y, float p)
    {
        float margin = 1f - (Sign(y) * p);
        return margin < 0f ? 0f : margin;
    }

    /// <summary>The label as -1 or 1.</summary>
    public float Sign(float y) => _areBits != 0 ? (2f * y) - 1f : y;

    // Whether every label of the batch is 0 or 1.
    private static bool AreBits(in Scoring s)
    {
        if (s.TargetsAreClasses) { return !s.HostClasses.ContainsAnyExcept(0, 1); }
        return !s.HostTargets.ContainsAnyExcept(0f, 1f);
    }
}
