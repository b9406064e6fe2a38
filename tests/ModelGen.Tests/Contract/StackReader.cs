using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Tests.Contract;

// Inside the namespace, so that Activation, Dense and the like mean the Oracle's.
using ModelGen.Oracle;

/// <summary>Reads layer attributes for the Oracle: from their text alone, so that it shares nothing with the generator.</summary>
internal static class StackReader
{
    /// <summary>The shapes that <c>[Input]</c>s declare and the layers.</summary>
    public static (List<int[]> Inputs, List<Layer> Layers) Read(string attributes)
    {
        List<int[]> inputs = [];
        List<Layer> layers = [];
        foreach (var (name, arguments) in Attributes(attributes))
        {
            if (name == "Input") { inputs.Add(arguments.Integers); }
            else if (name is not ("From" or "Output")) { layers.Add(NamedLayer(name, arguments)); }
        }

        return (inputs, layers);
    }

    /// <summary>The network, with all parameters 0.</summary>
    public static OracleNetwork Build(string attributes)
    {
        var network = new OracleNetwork();
        List<int> values = [];
        foreach (var (layer, input, reads) in Values(attributes, output => network.AddOutput(values[output])))
        {
            values.Add(layer is null ? network.AddInput(input) : network.Add(layer, [.. reads.Select(read => values[read])]));
        }

        return network;
    }

    /// <summary>The inputs, by their shapes, and the layers, each with what it reads: the places of values, from 0.</summary>
    /// <param name="attributes">The stack.</param>
    /// <param name="output">Told of the place of each output that is said, after it has been given.</param>
    public static IEnumerable<(Layer? Layer, int[] Input, int[] Reads)> Values(string attributes, Action<int>? output = null)
    {
        Dictionary<string, int> named = [];
        int current = -1, count = 0;
        foreach (var (name, arguments) in Attributes(attributes))
        {
            if (name == "From") { current = named[arguments.Texts[0]]; }
            else if (name == "Output")
            {
                output?.Invoke(current);
                continue;
            }
            else if (name == "Input")
            {
                yield return (null, arguments.Integers, []);
                current = count++;
            }
            else
            {
                Layer layer = NamedLayer(name, arguments);
                int[] others = layer is Merge ? [.. arguments.Texts.Select(text => named[text])] : [];
                yield return (layer, [], layer is Merge merge ? Merged(merge, current, others) : [current]);
                current = count++;
            }

            if (arguments["Name"] is string own) { named[own] = current; }
        }
    }

    // Where the value before a layer is one of several names, they say all.
    private static int[] Merged(Merge layer, int current, int[] named) => named.Length > 1 && named.Contains(current) ? named
        : layer is Concatenate ? [.. named, current] : [current, .. named];

    private static IEnumerable<(string Name, Arguments Arguments)> Attributes(string attributes)
    {
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(attributes + " class Stack;").GetRoot();
        var stack = (TypeDeclarationSyntax)root.Members[0];
        (string Name, Arguments Arguments)[] all =
            [.. stack.AttributeLists.SelectMany(list => list.Attributes).Select(a => (a.Name.ToString(), new Arguments(a)))];

        // A layer without a name is called by its output.
        for (int i = 1; i < all.Length; i++)
        {
            if (all[i].Name == "Output" && all[i].Arguments["Name"] is string name) { all[i - 1].Arguments.CallUnlessNamed(name); }
        }

        return all;
    }

    private static Layer NamedLayer(string name, Arguments arguments) => ReadLayer(name, arguments) with
    {
        Name = (string?)arguments["Name"],
        SharesWith = (string?)arguments["SharesWith"],
        OnKernel = arguments.Regularizer("Kernel"),
        OnBias = arguments.Regularizer("Bias"),
        OnOutputs = arguments.Regularizer("Activity"),
        Trainable = (bool?)arguments["Trainable"] ?? true,
    };

    private static Layer ReadLayer(string name, Arguments a) => name switch
    {
        "Conv2D" => new Conv2D(a.Integers[0], a.Integers[1], a.Integers.ElementAtOrDefault(2, a.Integers[1]))
        {
            StrideHeight = a.Stride("StrideHeight", 1),
            StrideWidth = a.Stride("StrideWidth", 1),
            Same = a.Same,
            UseBias = a.UseBias,
            Activation = a.Function,
        },
        "MaxPool" or "MaxPooling2D" => ReadPool((h, w) => new MaxPool(h, w), a),
        "AveragePool" or "AveragePooling2D" => ReadPool((h, w) => new AveragePool(h, w), a),
        "GlobalAveragePool" or "GlobalAveragePooling2D" => new GlobalAveragePool { KeepDims = (bool?)a["KeepDims"] ?? false },
        "Flatten" => new Flatten(),
        "Dense" =>
            new Dense(a.Integers[0]) { UseBias = a.UseBias, Activation = a.Function, PerPosition = (bool?)a["PerPosition"] ?? false },
        "Activation" => new Activation(a.Function),
        "ReLU" => new Activation(Function.ReLU),
        "BatchNormalization" => new BatchNormalization((int?)a["Axis"] ?? -1)
        {
            Momentum = a.Number("Momentum", 0.99),
            Epsilon = a.Number("Epsilon", 1e-3),
            Center = (bool?)a["Center"] ?? true,
            Scale = (bool?)a["Scale"] ?? true,
            OnGamma = a.Regularizer("Gamma"),
            OnBeta = a.Regularizer("Beta"),
        },
        "Dropout" => new Dropout(a.First),
        "Reshape" => new Reshape(a.Integers),
        "Square" => new Square(),
        "Rescaling" when a.Operation is { } operation => new WithNumber(operation, a.First),
        "Rescaling" => new Rescaling(a.First, a.Number("Offset")),
        "Sum" => new Sum(a.Axis) { KeepDims = (bool?)a["KeepDims"] ?? false },
        "Mean" => new Mean(a.Axis) { KeepDims = (bool?)a["KeepDims"] ?? false },
        "Add" => new Add(),
        "Subtract" => new Subtract(),
        "Multiply" => new Multiply(),
        "Divide" => new Divide(),
        "Average" => new Average(),
        "Maximum" => new Maximum(),
        "Minimum" => new Minimum(),
        "Dot" => new Dot((int?)(a["FirstAxis"] ?? a["Axes"]) ?? -1, (int?)(a["SecondAxis"] ?? a["Axes"]) ?? -1)
        {
            Normalize = (bool?)a["Normalize"] ?? false,
        },
        "Concatenate" => new Concatenate((int?)a["Axis"] ?? -1),
        _ => throw new ArgumentException($"The Oracle has no layer {name}."),
    };

    private static Pool ReadPool(Func<int, int, Pool> create, Arguments a)
    {
        int height = a.Integers.ElementAtOrDefault(0, 2);
        int width = a.Integers.ElementAtOrDefault(1, height);
        return create(height, width) with { StrideHeight = a.Stride("StrideHeight", height), StrideWidth = a.Stride("StrideWidth", width),
            Same = a.Same };
    }

    private static int ElementAtOrDefault(this int[] values, int index, int absent) => index < values.Length ? values[index] : absent;

    /// <summary>An attribute's arguments: numbers, booleans, texts; of an enum's value its last name.</summary>
    private sealed class Arguments
    {
        private readonly Dictionary<string, object> _named = new(StringComparer.OrdinalIgnoreCase);

        public Arguments(AttributeSyntax attribute)
        {
            Operation = NumberLayers.OperationOf(attribute);
            foreach (AttributeArgumentSyntax argument in attribute.ArgumentList?.Arguments ?? [])
            {
                object value = Evaluate(argument.Expression);
                if ((argument.NameEquals?.Name ?? argument.NameColon?.Name) is { } name) { _named[name.ToString()] = value; }
                else { Positional.Add(value); }
            }
        }

        public List<object> Positional { get; } = [];

        /// <summary>What is written of a number, or null.</summary>
        public string? Operation { get; }

        /// <summary>The first positional argument as a number.</summary>
        public double First => Convert.ToDouble(Positional[0], CultureInfo.InvariantCulture);

        /// <summary>The axis of a sum, or null.</summary>
        public int? Axis => (int?)(this["axis"] ?? Positional.FirstOrDefault());

        public void CallUnlessNamed(string name) => _named.TryAdd("Name", name);

        public object? this[string name] => _named.GetValueOrDefault(name);

        public int[] Integers => [.. Positional.OfType<int>()];

        public string[] Texts => [.. Positional.OfType<string>()];

        public bool Same => this["Padding"] is "Same";

        public bool UseBias => (bool?)this["UseBias"] ?? true;

        public Function Function =>
            (this["activation"] ?? Positional.OfType<string>().FirstOrDefault()) is string name
                ? Enum.Parse<Function>(name) : Function.Linear;

        public Regularizer Regularizer(string target) => ModelGen.Oracle.Regularizer.Of(Number(target + "L1"), Number(target + "L2"));

        public double Number(string name, double absent = 0) => Convert.ToDouble(this[name] ?? absent, CultureInfo.InvariantCulture);

        public int Stride(string name, int absent) => (int?)(this[name] ?? this["Strides"]) ?? absent;

        private static object Evaluate(ExpressionSyntax expression) => expression switch
        {
            LiteralExpressionSyntax literal => literal.Token.Value!,
            PrefixUnaryExpressionSyntax { OperatorToken.RawKind: (int)SyntaxKind.MinusToken } minus =>
                Evaluate(minus.Operand) is double number ? (object)-number : -(int)Evaluate(minus.Operand),
            MemberAccessExpressionSyntax member => member.Name.ToString(),
            IdentifierNameSyntax identifier => identifier.ToString(),
            _ => throw new ArgumentException($"The Oracle does not read {expression}."),
        };
    }
}
