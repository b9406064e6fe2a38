namespace ModelGen.Benchmarks;

/// <summary>Makes our models.</summary>
internal static class ModelFactory
{
    /// <summary>A model with first weights that depend on nothing but its layers.</summary>
    public static Model Create(Type type, Device device)
    {
        var model = (Model)Activator.CreateInstance(type, device, 1)!;
        var random = new Random(2);
        foreach (Parameter parameter in model.Parameters.Where(parameter => parameter.Shape.Count == 1))
        {
            // Zeros would hide a forgotten bias, ones a forgotten factor.
            float[] first = parameter.ToArray();
            parameter.Set([.. first.Select(value => value + ((random.NextSingle() - 0.5f) / 10))]);
        }

        return model;
    }
}
