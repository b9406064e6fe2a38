namespace ModelGen.Generators.Emit;

/// <summary>Prints calls: the equation, then the kernel that computes it; runs of light layers as one pass by slices.</summary>
internal static class CallWriter
{
    public static void Write(CodeWriter code, EquatableArray<KernelCall> calls, TrainingPlan plan)
    {
        Dictionary<string, int> order = Enumerable.Range(0, plan.Weights.Count).ToDictionary(i => plan.Weights[i].Name);
        var last = new Dictionary<string, int>();
        for (int i = 0; i < calls.Count; i++)
        {
            foreach (string lane in Lanes(calls[i])) { last[lane] = i; }
        }

        for (int i = 0; i < calls.Count;)
        {
            if (i > 0) { code.Line(); }
            if (calls[i].Kernel == "")
            {
                code.Wrapped("// " + calls[i].Equation);
                i++;
                continue;
            }

            if (calls[i].Division == Division.Batch)
            {
                WriteCall(code, calls[i], "step");
                i++;
                continue;
            }

            var run = new List<KernelCall>();
            for (; i < calls.Count && calls[i].Division == Division.Slices; i++) { run.Add(calls[i]); }
            WriteSlices(code, run);
            WriteLanes(code, run, [.. run.SelectMany(Lanes).Distinct().Where(lane => last[lane] < i).OrderBy(lane => order[lane])]);
        }
    }

    private static void WriteSlices(CodeWriter code, List<KernelCall> run)
    {
        code.Line(run.Count == 1
            ? "// Slice by slice: each core takes a few samples at a time."
            : "// Slice by slice: each core takes a few samples at a time through all of these, while their values are in its cache.");

        // Where each call asks the same, or only for gradients that others pass on, as of an input, it is asked before them, so that no
        // thread wakes for nothing.
        Purpose[] asked = [.. run.SelectMany(call => call.Serves).Distinct()];
        bool isBefore = run.All(call => call.Serves.Count > 0)
            && (asked.Length == 1 || (asked.Length <= 3 && asked.All(purpose => !purpose.IsOfParameters)));
        bool isOne = isBefore && asked.Length == 1;
        if (isBefore) { code.Block($"if ({Asks(new(asked), "step")})", Write); } else { Write(); }

        void Write() => code.Block("step.BySlices(static s =>", () =>
        {
            for (int i = 0; i < run.Count; i++)
            {
                if (i > 0) { code.Line(); }
                WriteCall(code, isOne ? run[i] with { Serves = default } : run[i], "s");
            }
        }, "});");
    }

    private static void WriteCall(CodeWriter code, KernelCall call, string step)
    {
        code.Wrapped("// " + call.Equation);
        if (call.Kernel == "") { return; }
        string at = $"{step}.At({Text.Plain(call.Layer)})";
        string arguments = string.Join(", ", new[] { at }.Concat(call.Arguments.Select(a => $"{a.Name}: {Place(a, step)}")));
        string types = call.Types.Count == 0 ? "" : $"<{string.Join(", ", call.Types)}>";
        string asked = call.Output > 0 && call.SkippedIf is null ? $", output: {call.Output}" : "";
        string line = $"{call.Kernel}{types}({arguments}{(call.Arguments.Any(a => a.IsSum) ? ", add: true" : "")}{asked});";
        if (Condition(call, step) is var condition and not "") { code.If(condition, line); } else { code.Wrapped(line); }
    }

    private static string Condition(KernelCall call, string step)
    {
        string asks = Asks(call.Serves, step);
        string only = call.OnlyIf is { } property ? property[0] == '!' ? $"!{step}.{property.Substring(1)}" : $"{step}.{property}" : "";
        string unless = call.SkippedIf is null ? "" : $"!{step}.{call.SkippedIf}{(call.Output > 0 ? $"Of({call.Output})" : "")}";
        if (only == "" && unless == "") { return asks; }
        string all = call.Serves.Count > 1 ? $"({asks})" : asks;
        return string.Join(" && ", ((string[])[all, only, unless]).Where(text => text != ""));
    }

    private static string Asks(EquatableArray<Purpose> purposes, string step) =>
        purposes.Count == 0 ? "" : string.Join(" || ", purposes.Select(purpose => $"{step}.{purpose}"));

    // Those to which a later run adds are added up after it.
    private static void WriteLanes(CodeWriter code, List<KernelCall> run, string[] lanes)
    {
        if (lanes.Length == 0) { return; }
        code.Line();
        code.Line("// The slices' parts, added in order.");
        Dictionary<string, KernelCall> writers = [];
        foreach (KernelCall call in run)
        {
            foreach (string lane in Lanes(call)) { writers[lane] = writers.TryGetValue(lane, out KernelCall first) ? first : call; }
        }

        foreach (var layer in lanes.GroupBy(lane => (writers[lane].Serves, writers[lane].Layer)))
        {
            string at = $"step.At({Text.Plain(layer.Key.Layer)})";
            code.If(Asks(layer.Key.Serves, "step"), string.Join(" ", layer.Select(lane => $"{at}.AddLanes({lane});")));
        }
    }

    private static IEnumerable<string> Lanes(KernelCall call) =>
        call.Arguments.Where(a => a.Access is Access.WriteLane or Access.WriteLaneSum).Select(a => a.Place);

    private static string Place(KernelArgument argument, string step) => argument.Access switch
    {
        Access.WriteGradient or Access.WriteGradientSum or Access.AddGradient => $"{step}.Gradient({argument.Place})",
        Access.WriteLane or Access.WriteLaneSum => $"{step}.Lane({argument.Place})",
        Access.WriteTransformed or Access.ReadTransformed => $"{step}.Transformed({argument.Place})",
        Access.WritePacked or Access.ReadPacked => $"{step}.Packed({argument.Place})",
        _ => $"{step}[{argument.Place}]",
    };
}
