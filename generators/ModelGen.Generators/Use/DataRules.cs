using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Use;

/// <summary>Data against a model's input and output: lengths, shapes, and labels.</summary>
internal static class DataRules
{
    private static readonly string[] s_samples = ["sample", "samples", "inputs", "x"];
    private static readonly string[] s_labels = ["labels", "y"];

    /// <summary>Checks what a model is given.</summary>
    public static void Check(IInvocationOperation call, ShapedModel model, IReadOnlyList<OutputFacts> outputs, UseContext context)
    {
        LossUse? loss = UseCall.LossOf(call);
        foreach (string parameter in (string[])["data", "validationData"])
        {
            if (UseCall.Argument(call, parameter) is not { } argument || DataFacts.Of(argument) is not { } data) { continue; }
            CheckShape(argument.Syntax, data, call, model, context);
            if (outputs.Count != 1 || call.TargetMethod.Name == "Predict") { continue; }
            CheckClasses(argument.Syntax, data, outputs[0], context);
            if (data.Labels is { } labels) { CheckLabels(labels, outputs[0], loss, context); }
        }

        if (model.Inputs.Count != 1) { return; }
        IOperation? samples = First(call, s_samples), given = First(call, s_labels);
        long? length = Follow.Length(samples);
        int size = model.Inputs[0].Shape.Size;
        if (samples is not null && length is { } count) { CheckLength(samples, count, size, call, model, context); }
        if (given is null || outputs.Count != 1) { return; }
        CheckLabels(given, outputs[0], loss, context);
        if (length is { } whole && whole % size == 0) { CheckCount(given, whole / size, outputs[0], context); }
    }

    /// <summary>Labels that no class has, and labels of a kind that the loss does not take.</summary>
    public static void CheckLabels(IOperation labels, OutputFacts output, LossUse? loss, UseContext context)
    {
        if (output.Columns == 1) { return; }
        bool areClasses = Follow.Origin(labels).Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Int32 };
        if (areClasses)
        {
            foreach (IOperation label in Follow.Elements(labels))
            {
                if (Follow.Constant(label) is not int value || (value >= 0 && value < output.Columns)) { continue; }
                ReportClass(label.Syntax, value, output, context);
            }
        }

        if (loss is null || Follow.Origin(labels).Type is not IArrayTypeSymbol) { return; }
        string name = loss.ClassFor(output);
        bool isWrong = areClasses ? !LossRules.OfClassIndices.Contains(name) : name == "SparseCategoricalCrossentropy";
        if (!isWrong) { return; }
        string other = loss.FromLogits || output.IsProbability ? "CategoricalCrossentropy" : "SparseCategoricalCrossentropy";
        string written = loss.Spell(areClasses ? other : "CategoricalCrossentropy", loss.FromLogits);
        bool suits = output.IsProbability || loss.FromLogits;
        context.Report(RuleIds.LabelsForLoss, labels.Syntax,
            [name, areClasses ? $"{Text.Number(output.Columns)} target values for each sample" : "class indices",
                areClasses ? "class indices" : "dense targets", suits ? $"Write {written} there" : "Give one-hot targets"],
            [loss.Place.GetLocation()], suits ? [new Repair($"Write {written}", written, Place: 0, Key: "Loss")] : []);
    }

    /// <summary>A class that the output does not have.</summary>
    public static void ReportClass(SyntaxNode place, int label, OutputFacts output, UseContext context)
    {
        string? units = label >= 0 ? output.WithUnits(label + 1) : null;
        context.Report(RuleIds.NoSuchClass, place,
            [Text.Plain(label), Text.Plain(output.Columns - 1), output.LastLayer,
                label < 0 ? "Classes begin at 0" : $"Give it {Text.Plain(label + 1)} units, or correct the label"],
            output.Written is { } written ? [written.GetLocation()] : [],
            units is null ? [] : [new Repair($"Write {units}", units, Place: 0, Key: "Units")]);
    }

    private static void CheckShape(SyntaxNode place, DataFacts data, IInvocationOperation call, ShapedModel model, UseContext context)
    {
        if (data.Sample is not { } sample || model.Inputs.Count != 1 || sample.Size == model.Inputs[0].Shape.Size) { return; }
        var type = (INamedTypeSymbol)call.Instance!.Type!;
        AttributeSyntax? input = ModelReader.LayerAttributes(type).Where(AttributeReader.IsInput)
            .Select(attribute => attribute.ApplicationSyntaxReference?.GetSyntax(context.Cancellation)).OfType<AttributeSyntax>()
            .FirstOrDefault(found => found.ArgumentList?.Arguments.All(a => a.Expression is LiteralExpressionSyntax) == true
                && found.ArgumentList.Arguments.All(a => a.NameEquals is null && a.NameColon is null));
        string code = $"Input({sample.ToSizes()})";
        context.Report(RuleIds.DataShape, place,
            [data.Name, sample.ToString(), type.Name, model.Inputs[0].Shape.ToString(), $"[{code}]"],
            input is null ? [] : [input.GetLocation()], input is null ? [] : [new Repair($"Write {code}", code, Place: 0, Key: "Input")]);
    }

    private static void CheckClasses(SyntaxNode place, DataFacts data, OutputFacts output, UseContext context)
    {
        if (data.Classes is not { } classes || output.Columns >= classes || output.Columns == 1) { return; }
        string? units = output.WithUnits(classes);
        context.Report(RuleIds.NoSuchClass, place,
            [$"{Text.Plain(classes - 1)}, which {data.Name} has", Text.Plain(output.Columns - 1), output.LastLayer,
                $"Give it {Text.Plain(classes)} units"],
            output.Written is { } written ? [written.GetLocation()] : [],
            units is null ? [] : [new Repair($"Write {units}", units, Place: 0, Key: "Units")]);
    }

    private static void CheckLength(IOperation samples, long count, int size, IInvocationOperation call, ShapedModel model,
        UseContext context)
    {
        bool isOne = call.TargetMethod.Parameters.Any(parameter => parameter.Name == "sample");
        if (isOne ? count == size : count > 0 && count % size == 0) { return; }
        long near = isOne ? size : Math.Max(1, (count + (size / 2)) / size) * size;
        SyntaxNode place = Follow.Origin(samples).Syntax;
        bool isHere = place.Span == samples.Syntax.Span;
        LiteralExpressionSyntax? literal = LengthOf(samples);
        string[] values = [call.TargetMethod.Name, Text.Number(new System.Numerics.BigInteger(count)), call.Instance!.Type!.Name,
            isOne ? "a sample" : "each sample", model.Inputs[0].Shape.ToString(), Text.Number(size)];
        context.Report(RuleIds.DataLength, samples.Syntax, values, literal is null ? isHere ? [] : [place.GetLocation()]
            : [literal.GetLocation()],
            literal is null ? [] : [new Repair($"Write {Text.Literal(near)}", Text.Literal(near), Place: 0, Key: "Length")]);
    }

    private static void CheckCount(IOperation labels, long samples, OutputFacts output, UseContext context)
    {
        if (Follow.Length(labels) is not { } count) { return; }
        bool areClasses = Follow.Origin(labels).Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Int32 };
        long one = areClasses ? output.Rows : (long)output.Rows * output.Columns;
        // Class indices of a value each are labels of one value, too.
        if (count == samples * one || (areClasses && count == samples)) { return; }
        context.Report(RuleIds.LabelCount, labels.Syntax, [Plural(count, areClasses ? "label" : "target value"), Plural(samples, "sample"),
            Plural(samples * one, areClasses ? "label" : "value")],
            LengthOf(labels) is { } literal ? [literal.GetLocation()] : [],
            LengthOf(labels) is null ? [] : [new Repair($"Write {Text.Literal(samples * one)}", Text.Literal(samples * one), 0, "Length")]);
    }

    // The number in new float[783].
    private static LiteralExpressionSyntax? LengthOf(IOperation array) =>
        (Follow.Origin(array).Syntax as ArrayCreationExpressionSyntax)?.Type.RankSpecifiers[0].Sizes[0] as LiteralExpressionSyntax;

    private static string Plural(long count, string noun) =>
        $"{Text.Number(new System.Numerics.BigInteger(count))} {noun}{(count == 1 ? "" : "s")}";

    private static IOperation? First(IInvocationOperation call, string[] names) =>
        names.Select(name => UseCall.Argument(call, name)).FirstOrDefault(argument => argument is not null);
}
