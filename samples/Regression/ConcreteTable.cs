namespace ModelGen.Samples;

/// <summary>
/// A table as a laboratory would keep it: what concrete was made of, how it was kept, and at which pressure a cube of it broke. The
/// strengths follow from known relations and scatter as tests do, so it is known how well anybody can predict them.
/// </summary>
internal static class ConcreteTable
{
    /// <summary>The coefficient of variation of a test: 5 %, which ACI 214R calls fair for cylinders of one batch.</summary>
    private const double Scatter = 0.05;

    private static readonly int[] s_ages = [1, 3, 7, 14, 28, 56, 90];

    /// <summary>Writes the table.</summary>
    public static void Write(string path, int rows, int seed)
    {
        var random = new Random(seed);
        using var file = new StreamWriter(path);
        file.Write("cement_kg_m3,fly_ash_kg_m3,water_kg_m3,air_percent,curing_celsius,age_days,strength_mpa\n");
        for (int row = 0; row < rows; row++)
        {
            (double cement, double ash, double water) = (random.Next(240, 451), random.Next(3) == 0 ? 0 : random.Next(20, 121),
                random.Next(140, 211));
            (double air, double curing) = (Math.Round(1 + (6 * random.NextDouble()), 1), random.Next(5, 36));
            double age = s_ages[random.Next(s_ages.Length)];
            double measured = Strength(cement, ash, water, air, curing, age) * (1 + (Scatter * Normal(random)));
            file.Write(FormattableString.Invariant($"{cement},{ash},{water},{air:F1},{curing},{age},{measured:F1}\n"));
        }
    }

    /// <summary>The strength in MPa without scatter.</summary>
    /// <param name="cement">kg in a cubic metre.</param>
    /// <param name="ash">Fly ash, kg in a cubic metre; it counts as 0.4 of its mass of cement (the k-value of EN 206).</param>
    /// <param name="water">kg in a cubic metre.</param>
    /// <param name="air">Percent of the volume; each percent above 2 takes 5 % of the strength (the rule of thumb of ACI 211.1).</param>
    /// <param name="curing">Celsius; the age counts as if it were age (T + 10) / 30 at 20 degrees (Nurse and Saul's maturity).</param>
    /// <param name="age">Days; the strength grows as t / (4 + 0.85 t) (ACI 209R, moist-cured Portland cement).</param>
    public static double Strength(double cement, double ash, double water, double air, double curing, double age)
    {
        double ratio = water / (cement + (0.4 * ash));
        double after28Days = 140 / Math.Pow(12, ratio); // Abrams's law A / B^(w/c), with A and B for a cement of today: 40 MPa at 0.5
        double maturity = age * (curing + 10) / 30;
        return after28Days * maturity / (4 + (0.85 * maturity)) * (1 - (0.05 * (air - 2)));
    }

    // Box and Muller.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
