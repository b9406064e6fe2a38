using ModelGen.Kernels;

namespace ModelGen;

/// <summary>What a rule must keep to.</summary>
internal static class RuleChecks
{
    /// <summary>Throws where a rule and its optimizer do not fit each other, or it would fill the gaps between parameters.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="slots">How many slots its optimizer names.</param>
    /// <param name="scales">Whether that says that its rule is a scaled one.</param>
    /// <param name="isScaled">Whether it is run as one.</param>
    public static void Check<U>(U rule, int slots, bool scales, bool isScaled) where U : unmanaged, IUpdateRule
    {
        if (U.Slots != slots || U.Slots is < 0 or > 3)
        {
            throw Bad<U>($"has {U.Slots} slots, but its optimizer names {slots} in SlotNames. Both must be the same number, 0 to 3.");
        }

        if (GpuNumbers.FloatsOf<U>() > GpuNumbers.Most)
        {
            throw Bad<U>($"has {GpuNumbers.FloatsOf<U>()} numbers; at most {GpuNumbers.Most} are read. Keep what is constant in const "
                + "fields.");
        }

        if (scales != isScaled)
        {
            throw Bad<U>(isScaled
                ? "is run by RunScaled, which needs to know it from the start. Override Scales to be true, or call Run."
                : "is run by Run, but its optimizer says by Scales that it is a scaled one. Call RunScaled, or leave Scales alone.");
        }

        RealFloat zero = 0f, a = zero, b = zero, c = zero;
        if (rule.Update(zero, zero, ref a, ref b, ref c).Value is var left && left != 0f)
        {
            throw Bad<U>($"makes {left} of a parameter of 0 with a gradient of 0 and slots of 0. It must be 0: between parameters lie gaps "
                + "of 0, which it goes over, too.");
        }
    }

    private static InvalidOperationException Bad<U>(string what) => new($"The rule {typeof(U).FullName} {what}");
}
