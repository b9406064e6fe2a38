namespace ModelGen.Benchmarks;

/// <summary>Makes our models.</summary>
internal static class ModelFactory
{
    /// <summary>A model with first weights that depend on nothing but its layers.</summary>
    public static Model Create(Type type, Device device)
    {
        var model = (Model)Activator.CreateInstance(type, device, 1)!;
        var random = new Random(2);
        foreach (Parameter bias in model.Parameters.Where(parameter => parameter.Name.EndsWith("/bias", StringComparison.Ordinal)))
        {
            // Zeros would hide a forgotten bias.
            bias.Set([.. Enumerable.Range(0, bias.Count).Select(_ => (random.NextSingle() - 0.5f) / 10)]);
        }

        return model;
    }
}
