namespace ModelGen.Generators.Emit;

/// <summary>One input or output of a model, as the generated members speak of it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Code">The same as an identifier of C#.</param>
/// <param name="Shape">The shape of one sample; not known where a finding stands in the way.</param>
internal sealed record End(string Name, string Code, Shape Shape)
{
    /// <summary>As documentation writes it: <c>28 x 28 x 1</c>.</summary>
    public string Size => Shape.IsKnown ? Shape.ToString() : "?";
}

/// <summary>The inputs and outputs of a model, by the names that parameters of the generated members have.</summary>
internal sealed record EndNames(IReadOnlyList<End> Inputs, IReadOnlyList<End> Outputs)
{
    private const string Keywords =
        " abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event "
            + "explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new "
            + "null object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc "
            + "static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile "
            + "while __arglist __makeref __reftype __refvalue ";

    /// <summary>What the generated members call other things.</summary>
    private static readonly string[] s_taken =
        ["batchSize", "data", "verbose", "steps", "callbacks", "maxPredictors", "outputs", "model", "views", "PredictOutputs",
            "PredictViews", "PredictAll", "ForwardInputs", "OutputOf", "BackwardOutputs", "TrainOnInputs", "BackwardFromOutputs"];

    /// <summary>What no element of a tuple and no property of a struct may be called.</summary>
    private static readonly string[] s_refused =
        ["Rest", "CompareTo", "Deconstruct", "Equals", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
            "ForwardOutputs", "OutputViews"];

    /// <summary>Whether the members of a model with one input and one output speak of it well enough.</summary>
    public bool AreSingle => Inputs.Count == 1 && Outputs.Count == 1;

    public static EndNames Of(ShapedModel model) => Of(
        model.Inputs.Select(input => (input.Name, input.Shape)),
        model.Outputs.Select(output => (output.Name, model.Layer(output.Layer).Output)));

    /// <summary>The same of what is known of them.</summary>
    public static EndNames Of(IEnumerable<(string Name, Shape Shape)> inputs, IEnumerable<(string Name, Shape Shape)> outputs) =>
        new(Ends(inputs), Ends(outputs));

    /// <summary>The name of a parameter that is about an output, beside those of the inputs and of all other outputs.</summary>
    public string About(End output, string suffix)
    {
        string name = output.Code.TrimStart('@') + suffix;
        while (Inputs.Concat(Outputs).Any(end => end.Code == name)) { name += "_"; }
        return name;
    }

    /// <summary>The name of a parameter that is an output's, beside those of the inputs.</summary>
    public string Beside(End output, string suffix) =>
        Inputs.Any(input => input.Code == output.Code) ? About(output, suffix) : output.Code;

    private static IReadOnlyList<End> Ends(IEnumerable<(string Name, Shape Shape)> ends)
    {
        var all = new List<End>();
        foreach ((string name, Shape shape) in ends)
        {
            string code = new([.. name.Select(c => char.IsLetterOrDigit(c) ? c : '_')]); // one that is no name has a finding
            code = code == "" || char.IsDigit(code[0]) || IsAccessor(code) ? "_" + code
                : Keywords.Contains($" {code} ") ? "@" + code : code;
            while (IsTaken(code) || all.Any(end => end.Code == code)) { code += "_"; }
            all.Add(new End(name, code, shape));
        }

        return all;
    }

    private static bool IsTaken(string name) =>
        s_taken.Contains(name) || s_refused.Contains(name) || IsItem(name);

    // A property's accessors are called so.
    private static bool IsAccessor(string name) =>
        name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal);

    // Item1 is the name of a tuple's first element.
    private static bool IsItem(string name) =>
        name.StartsWith("Item", StringComparison.Ordinal) && name.Length > 4 && name.Skip(4).All(char.IsDigit);
}
