namespace ModelGen.Generators.Emit;

/// <summary>Prints what [Compile] says as the statements of a constructor.</summary>
internal static class SetupWriter
{
    public static void Write(CodeWriter code, SetupSpec? setup)
    {
        if (setup is null) { return; }
        List<string> arguments = [];
        if (setup.Optimizer is { } optimizer) { arguments.Add($"optimizer: {Text.Quote(optimizer)}"); }
        if (setup.Loss is { } loss) { arguments.Add($"loss: {Text.Quote(loss)}"); }
        if (setup.Metrics.Count > 0) { arguments.Add($"metrics: [{string.Join(", ", setup.Metrics.Select(Text.Quote))}]"); }
        code.Line($"    base.Compile({string.Join(", ", arguments)});");
        if (setup.LearningRate is { } rate) { code.Line($"    base.Optimizer.LearningRate = {Text.Fraction(rate)}d;"); }
    }
}
