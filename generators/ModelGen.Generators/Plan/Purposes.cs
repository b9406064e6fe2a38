namespace ModelGen.Generators.Plan;

/// <summary>
/// For what each call of a backward pass is done: for the gradients of a layer's parameters, or for the gradient of what a layer gives, and
/// so for all parameters, and inputs, that stand before it. What is frozen when the program runs is then left out call by call.
/// </summary>
internal sealed class Purposes
{
    private readonly int _inputs;
    private readonly PlannedLayer[] _layers;
    private readonly Dictionary<string, int> _giver = [];
    private readonly ulong[][] _served;
    private readonly ulong[] _parameters;

    /// <summary>Those of a plan.</summary>
    public Purposes(TrainingPlan plan)
    {
        (_inputs, _layers) = (plan.Ends.Inputs.Count, [.. plan.Layers]);
        for (int i = 0; i < _inputs; i++) { _giver[plan.Ends.Inputs[i]] = -i; }
        foreach (PlannedLayer layer in _layers.Where(layer => !_giver.ContainsKey(layer.Value))) { _giver[layer.Value] = layer.Number; }

        // One bit for each input and each layer with parameters.
        int words = (_inputs + _layers.Length + 63) / 64;
        _served = new ulong[_inputs + _layers.Length][];
        for (int i = 0; i < _inputs; i++) { Set(_served[i] = new ulong[words], 1 - _inputs + i); }
        foreach (PlannedLayer layer in _layers)
        {
            ulong[] served = _served[PlaceOf(layer.Number)] = new ulong[words];
            if (layer.TrainedIn != 0) { Set(served, layer.TrainedIn); }
            foreach (int read in layer.Reads)
            {
                for (int i = 0; i < words; i++) { served[i] |= _served[PlaceOf(read)][i]; }
            }
        }

        _parameters = new ulong[words];
        foreach (PlannedLayer layer in _layers.Where(layer => layer.TrainedIn != 0)) { Set(_parameters, layer.TrainedIn); }
    }

    /// <summary>The same plan, whose backward calls say for what they are done.</summary>
    public static TrainingPlan Assign(TrainingPlan plan)
    {
        var purposes = new Purposes(plan);
        KernelCall[] calls = [.. plan.Backward.Select(call => call with { Serves = purposes.Of(call) })];
        ILookup<string, KernelCall> readers = calls
            .SelectMany(call => call.Arguments.Where(a => a.Access == Access.ReadPacked).Select(a => (a.Place, call)))
            .ToLookup(read => read.Place, read => read.call);
        for (int i = 0; i < calls.Length; i++)
        {
            if (calls[i].Arguments.FirstOrDefault(a => a.Access == Access.WritePacked) is not { } written) { continue; }
            KernelCall[] served = [.. readers[written.Place]];
            bool isAlways = served.Any(call => call.Serves.Count == 0);
            calls[i] = calls[i] with
            {
                Serves = isAlways ? default : new EquatableArray<Purpose>(served.SelectMany(call => call.Serves).Distinct()),
            };
        }

        return plan with { Backward = new EquatableArray<KernelCall>(calls) };
    }

    /// <summary>The places that are used for nothing but the gradients of the model's inputs.</summary>
    public static HashSet<string> OfInputs(TrainingPlan plan)
    {
        var purposes = new Purposes(plan);
        HashSet<string> gradients = [.. plan.Values.Where(value => value.IsGradient).Select(value => value.Name)];
        ILookup<bool, string> places = plan.Backward
            .SelectMany(call => call.Arguments.Where(a => IsPacked(a) || gradients.Contains(a.Place)).Select(a => (a.Place, call)))
            .ToLookup(use => purposes.IsForInputs(use.call), use => use.Place);
        HashSet<string> others = [.. places[false], .. plan.Ends.Outputs.SelectMany(o => (string[])[o.Gradient, o.LogitsGradient])];
        return [.. places[true].Except(others)];

        static bool IsPacked(KernelArgument argument) => argument.Access is Access.ReadPacked or Access.WritePacked;
    }

    private bool IsForInputs(KernelCall call) =>
        call.Serves.Count > 0 && !Served(call).Where((bits, i) => (bits & _parameters[i]) != 0).Any();

    /// <summary>Whether a call is done whenever another one is.</summary>
    public bool Covers(KernelCall call, KernelCall other)
    {
        if (call.Serves.Count == 0) { return true; }
        if (other.Serves.Count == 0) { return false; }
        ulong[] all = Served(call), some = Served(other);
        return !some.Where((bits, i) => (bits & ~all[i]) != 0).Any();
    }

    private EquatableArray<Purpose> Of(KernelCall call)
    {
        if (call.Kernel == "") { return default; }
        if (!call.Arguments.Any(argument => argument.IsWritten))
        {
            return new EquatableArray<Purpose>(new Purpose(_layers[call.Layer - 1].TrainedIn, IsOfParameters: true));
        }

        // What is absorbed comes right after.
        int layer = call.Arguments.Select(argument => argument.GradientOf).FirstOrDefault(number => number is not null) ?? call.Layer;
        while (layer > 0 && _layers[layer - 1].Value == "") { layer++; }
        layer = layer > 0 ? _giver[_layers[layer - 1].Value] : layer;
        bool servesAll = !_parameters.Where((bits, i) => (bits & ~_served[PlaceOf(layer)][i]) != 0).Any();
        return servesAll && layer > 0 && _parameters.Any(bits => bits != 0)
            ? default : new EquatableArray<Purpose>(new Purpose(layer, IsOfParameters: false));
    }

    private ulong[] Served(KernelCall call)
    {
        var served = new ulong[_parameters.Length];
        foreach (Purpose purpose in call.Serves)
        {
            if (purpose.IsOfParameters) { Set(served, purpose.Layer); }
            else
            {
                for (int i = 0; i < served.Length; i++) { served[i] |= _served[PlaceOf(purpose.Layer)][i]; }
            }
        }

        return served;
    }

    private int PlaceOf(int number) => number + _inputs - 1;

    private void Set(ulong[] bits, int number) => bits[PlaceOf(number) / 64] |= 1UL << (PlaceOf(number) % 64);
}
