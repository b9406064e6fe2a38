using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Plan;

/// <summary>Where the calls and places of a plan are collected, and which version of each place stands where.</summary>
internal sealed class PlanBuilder(bool isPredicting, CancellationToken cancellation) : IPlanBuilder
{
    private readonly Dictionary<string, PlannedValue> _values = [];
    private readonly List<string> _order = [];
    private readonly List<PlannedWeight> _weights = [];
    private readonly Dictionary<string, ShapeStruct> _structs = [];
    private readonly List<KernelCall> _preparations = [];
    private readonly HashSet<EquatableArray<KernelArgument>> _prepared = [];
    private readonly List<PlannedTransform> _transforms = [];
    private readonly List<KernelCall> _beforeForward = [];
    private readonly List<KernelCall> _stateUpdates = [];
    private readonly List<PlannedBatchValue> _batchValues = [];
    private readonly List<PlannedRegularizer> _regularizers = [];
    private readonly List<KernelCall> _endings = [];
    private readonly List<KernelCall> _waiting = [];
    private readonly Dictionary<string, int> _versions = [];
    private readonly HashSet<string> _writtenWeights = [];
    private readonly Dictionary<int, string> _valueOf = [];
    private readonly HashSet<string> _inputs = [];
    private readonly Dictionary<int, (string Activation, string Value)> _logits = [];
    private readonly Dictionary<int, string> _logitsGradients = [];
    private List<KernelCall> _calls = [];

    public CancellationToken Cancellation => cancellation;

    public bool IsPredicting => isPredicting;

    public GradientPlaces Gradients { get; } = new();

    public IEnumerable<PlannedValue> Values => _order.Select(name => _values[name]);

    public IReadOnlyList<PlannedWeight> Weights => _weights;

    public IReadOnlyList<PlannedTransform> Transforms => _transforms;

    public IReadOnlyList<PlannedRegularizer> Regularizers => _regularizers;

    public IEnumerable<ShapeStruct> Structs => _structs.Values;

    public IReadOnlyList<PlannedBatchValue> BatchValues => _batchValues;

    public IReadOnlyList<KernelCall> StateUpdates => _stateUpdates;

    public Division LastDivision => _calls.LastOrDefault()?.Division ?? Division.Batch;

    /// <summary>How the work planned last is divided; where there is none, as before.</summary>
    public Division DivisionAfter(Division before) => _calls.LastOrDefault()?.Division ?? before;

    /// <summary>Says which value a layer, or one of the model's inputs, gives.</summary>
    public void SetValueOf(int layer, string value)
    {
        _valueOf[layer] = value;
        if (layer <= 0) { _inputs.Add(value); }
    }

    /// <summary>Says that a place is written by no call: by the loss, or by who puts samples in.</summary>
    public void WrittenElsewhere(string place) => _versions[place] = 1;

    public int VersionOf(string place) => _versions.TryGetValue(place, out int version) ? version : 0;

    /// <summary>Ends the forward pass and gives its calls.</summary>
    public IReadOnlyList<KernelCall> EndForward()
    {
        List<KernelCall> calls = [.. _beforeForward, .. _calls];
        _beforeForward.Clear();
        _calls = [];
        return calls;
    }

    /// <summary>Ends the backward pass and gives its calls.</summary>
    public IReadOnlyList<KernelCall> EndBackward()
    {
        EndSlices();
        return [.. Enumerable.Reverse(_preparations), .. _calls, .. _endings];
    }

    /// <summary>What the backward calls of each layer read of the forward pass.</summary>
    public ILookup<int, string> Kept() =>
        _calls.SelectMany(call => call.Arguments
                .Where(argument => argument.Access == Access.Read && _values.TryGetValue(argument.Place, out PlannedValue value)
                    && !value.IsGradient)
                .Select(argument => (call.Layer, argument.Place)))
            .Distinct()
            .ToLookup(read => read.Layer, read => read.Place);

    public void AddValue(string name, int size, bool isGradient)
    {
        if (_values.ContainsKey(name)) { return; }
        _values.Add(name, new PlannedValue(name, size, isGradient));
        _order.Add(name);
    }

    public void AddBatchValue(string name, long size)
    {
        if (_batchValues.All(value => value.Name != name)) { _batchValues.Add(new PlannedBatchValue(name, checked((int)size))); }
    }

    public void AddWeight(PlannedWeight weight)
    {
        if (!weight.IsShared)
        {
            _weights.Add(weight);
            return;
        }

        // The layer that came first has it; what one of them needs, both have.
        int first = _weights.FindIndex(other => other.Name == weight.Name);
        _weights[first] = _weights[first] with { IsShared = true, IsPacked = _weights[first].IsPacked || weight.IsPacked };
    }

    public void AddStruct(ShapeStruct shape)
    {
        // A layer asks again for what it has; another struct of the same name would make kernels work on wrong sizes.
        if (!_structs.TryGetValue(shape.Name, out ShapeStruct known)) { _structs.Add(shape.Name, shape); }
        else { PlanVerifier.Require(known.Members.Equals(shape.Members), $"{shape.Name} has two sets of sizes"); }
    }

    public void OfferLogits(int output, string activation, string logits) => _logits[output] = (activation, logits);

    public void TakeLogitsGradient(int output, string place) => _logitsGradients[output] = place;

    /// <summary>The last activation of an output and its input, where the loss may take that; else null.</summary>
    public (string Activation, string Value)? LogitsOf(int output) =>
        _logits.TryGetValue(output, out (string, string) logits) ? logits : null;

    /// <summary>Where the loss that takes that input writes its gradient, as far as a layer has said it.</summary>
    public string? LogitsGradientOf(int output) => _logitsGradients.TryGetValue(output, out string place) ? place : null;

    public void Add(KernelCall call)
    {
        if (call.Division == Division.Batch || AddsToWaiting(call)) { EndSlices(); }
        _calls.Add(Stamp(call));
    }

    public void AddAfterSlices(KernelCall call) => _waiting.Add(Stamp(call));

    public void AddTransform(PlannedTransform transform, KernelCall call)
    {
        if (_transforms.Any(other => other.Name == transform.Name)) { return; }
        _transforms.Add(transform);
        _beforeForward.Add(Stamp(call));
    }

    public void AddBeforeForward(KernelCall call) => _beforeForward.Add(Stamp(call));

    public void AddStateUpdate(KernelCall call) => _stateUpdates.Add(call);

    public void AddRegularizer(PlannedRegularizer regularizer) => _regularizers.Add(regularizer);

    public void AddEnding(KernelCall call) => _endings.Add(Stamp(call));

    public void AddPreparation(KernelCall call)
    {
        if (_prepared.Add(call.Arguments)) { _preparations.Add(call); }
    }

    public string ValueOf(int layer) => _valueOf[layer];

    /// <summary>The value that a layer gives, or null where it is never stored.</summary>
    public string? FindValueOf(int layer) => _valueOf.TryGetValue(layer, out string value) ? value : null;

    public int SizeOf(string place) => _values[place].Size;

    public bool GivesInput(int layer) => _inputs.Contains(ValueOf(layer));

    public string GradientOf(string value) => Gradients.PlaceOf(value) ?? "D" + value;

    public bool HasGradient(int layer) => Gradients.PlaceOf(ValueOf(layer)) is not null;

    public Contribution Contribute(int layer, int by, int size)
    {
        string value = ValueOf(layer), own = "D" + value;
        string? shared = Gradients.PlaceOf(value), place = shared;
        if (shared is null || !MayOverwrite(shared, value))
        {
            place = own;
            AddValue(own, size, isGradient: true);
            if (shared is not null) { Copy(own, shared, value, by, size, layer); }
        }

        Gradients.Contribute(value, place!, by);
        return new Contribution(place!, Adds: shared is not null, layer);
    }

    public Contribution ContributeOver(int layer, int by, int size, string gradient, string output)
    {
        if (HasGradient(layer) || GivesInput(layer) || !MayOverwrite(gradient, output)) { return Contribute(layer, by, size); }
        Gradients.Contribute(ValueOf(layer), gradient, by);
        return new Contribution(gradient, Adds: false, layer);
    }

    public bool TryShare(int layer, int by, string place)
    {
        if (HasGradient(layer) || GivesInput(layer)) { return false; }
        Gradients.Contribute(ValueOf(layer), place, by);
        return true;
    }

    public bool MayOverwrite(string place, string value) =>
        Gradients.IsOnlyFor(place, value)
        && _waiting.All(call => call.Arguments.All(argument => !argument.IsValue || argument.Place != place));

    public string AddGradientSize(string value, int size)
    {
        string name = "Sum" + (value[0] == 'Y' ? value.Substring(1) : value); // Y3 gives Sum3, the input X1 SumX1
        AddStruct(new ShapeStruct(name, "ISize", $"The gradient of {value}.",
            new EquatableArray<ShapeMember>(new ShapeMember("int", "Size", Text.Literal(size)))));
        return name;
    }

    public void MakeOwn(string value, int by)
    {
        string place = GradientOf(value), own = "D" + value;
        if (place == own && MayOverwrite(place, value)) { return; }
        string to = place == own ? own + "Too" : own;
        int size = _values[place].Size;
        AddValue(to, size, isGradient: true);
        Copy(to, place, value, by, size);
        Gradients.Move(value, to);
    }

    public bool HasLanes(string weight) => _weights.Find(other => other.Name == weight)!.HasLanes;

    public bool IsFirstGradientOf(string weight) => _writtenWeights.Add(weight);

    // Others still read what lies there.
    private void Copy(string to, string from, string value, int by, int size, int? layer = null)
    {
        Add(new KernelCall(by, Division.Slices, $"   {to} = {from}, which others still read", "Merge.CopyGradient",
            new EquatableArray<string>(AddGradientSize(value, size)),
            new EquatableArray<KernelArgument>(
                new KernelArgument("dx", to, Access.Write) { GradientOf = layer }, new KernelArgument("dy", from, Access.Read))));
    }

    // What a waiting call has contributed to the gradient of one of the model's inputs must be there when another one adds to it.
    private bool AddsToWaiting(KernelCall call) => _waiting.Count > 0 && call.Arguments.Any(argument => argument.IsWritten
        && _waiting.Any(other => other.Arguments.Any(written => written.IsWritten && written.Place == argument.Place)));

    private void EndSlices()
    {
        _calls.AddRange(_waiting);
        _waiting.Clear();
    }

    // The versions are those that stand when a call is planned; whether they still stand when it runs is proved afterwards.
    private KernelCall Stamp(KernelCall call)
    {
        if (!call.Arguments.Any(argument => argument.IsValue)) { return call; }
        KernelArgument[] arguments = [.. call.Arguments];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Access == Access.Read) { arguments[i] = arguments[i] with { Version = VersionOf(arguments[i].Place) }; }
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].IsValue || arguments[i].Access == Access.Read) { continue; }
            arguments[i] = arguments[i] with { Version = VersionOf(arguments[i].Place) + 1 };
            _versions[arguments[i].Place] = arguments[i].Version;
        }

        return call with { Arguments = new EquatableArray<KernelArgument>(arguments) };
    }
}
