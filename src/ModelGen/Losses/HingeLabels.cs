using ModelGen.Kernels;

namespace ModelGen;

/// <summary>The labels of the hinge losses, -1 and 1. Where all labels of a batch are 0 or 1, these stand for -1 and 1.</summary>
internal static class HingeLabels
{
    /// <summary>Whether every label of the batch is 0 or 1.</summary>
    public static bool AreBits(in Scoring s)
    {
        if (s.TargetsAreClasses) { return !s.HostClasses.ContainsAnyExcept(0, 1); }
        return !s.HostTargets.ContainsAnyExcept(0f, 1f);
    }

    /// <summary>max(1 - y p, 0).</summary>
    public static float Margin(float y, float p, LossSettings settings)
    {
        float margin = 1f - (Sign(y, settings) * p);
        return margin < 0f ? 0f : margin;
    }

    /// <summary>The label as -1 or 1.</summary>
    public static float Sign(float y, LossSettings settings) => settings.LabelsAreBits != 0 ? (2f * y) - 1f : y;
}
