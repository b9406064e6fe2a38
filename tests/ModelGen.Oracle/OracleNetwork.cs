namespace ModelGen.Oracle;

/// <summary>
/// Dropout's factors for one sample: the layer, its number in the network, the sample's position in the batch, how many values.
/// </summary>
public delegate double[] DropoutMask(Dropout layer, int number, int position, int size);

/// <summary>
/// A network of the Oracle's layers, in double, with nothing clever. Inputs and layers give values, which have places in the order in which
/// they were added.
/// </summary>
public sealed class OracleNetwork
{
    /// <summary>Each value: the layer that gives it, or null for an input, and the places of what that reads.</summary>
    private readonly List<(Layer? Layer, Place Place, int[] Reads)> _steps = [];
    private readonly Dictionary<string, int> _names = [];
    private readonly List<int> _inputs = [];
    private readonly List<int> _outputs = [];

    /// <summary>For each sample of the last batch: its values.</summary>
    private double[][][] _values = [];
    private DropoutMask? _mask;
    private int _number;

    /// <summary>One without inputs.</summary>
    public OracleNetwork() { }

    /// <summary>One input, and layers of which each reads the one before it.</summary>
    public OracleNetwork(int[] inputShape, params IEnumerable<Layer> layers)
    {
        int value = AddInput(inputShape);
        foreach (Layer layer in layers) { value = Add(layer, [value]); }
    }

    public int[] InputShape => _steps[_inputs[0]].Place.Output;

    public int[] OutputShape => OutputShapes[0];

    public int[][] OutputShapes => [.. Outputs.Select(output => _steps[output].Place.Output)];

    // The last value, unless others are said.
    private IEnumerable<int> Outputs => _outputs.Count > 0 ? _outputs : [_steps.Count - 1];

    /// <summary>
    /// All parameters, in the order in which Keras lists layers: the farthest from an output first; of one distance as a way back from the
    /// outputs meets them first. An activation that a layer ends in is part of it. Parameters that layers share stand where the first of
    /// them does.
    /// </summary>
    public IEnumerable<Parameter> Parameters
    {
        get
        {
            var met = new List<int>();
            foreach (int output in Outputs) { Meet(_steps[output].Place.Number, met); }
            return met.Where(number => number > 0).OrderByDescending(Distance)
                .SelectMany(number => _steps.Where(s => s.Place.Number == number).SelectMany(s => s.Place.Parameters))
                .Distinct<Parameter>(ReferenceEqualityComparer.Instance);
        }
    }

    // The layers that one reads, and inputs, which are 0 and less.
    private IEnumerable<int> ReadBy(int number) =>
        _steps.First(s => s.Place.Number == number).Reads.Select(read => _steps[read].Place.Number);

    private int Distance(int number)
    {
        Dictionary<int, int> distance = _steps.Select(s => s.Place.Number).Distinct().ToDictionary(n => n, _ => 0);
        for (int n = _number; n > 0; n--)
        {
            foreach (int read in ReadBy(n)) { distance[read] = Math.Max(distance[read], distance[n] + 1); }
        }

        return distance[number];
    }

    private void Meet(int number, List<int> met)
    {
        if (met.Contains(number)) { return; }
        met.Add(number);
        foreach (int read in ReadBy(number)) { Meet(read, met); }
    }

    /// <summary>
    /// The layers with what they imply, a Flatten before a Dense on an image, the activation that a layer ends in; and their places.
    /// </summary>
    public IEnumerable<(Layer Layer, Place Place)> Layers => _steps.Where(s => s.Layer is not null).Select(s => (s.Layer!, s.Place));

    /// <summary>Of the last batch: what went into the last step; where that is an activation, the logits.</summary>
    public double[] LastInputs => LogitsOf(0);

    /// <summary>The same of one output.</summary>
    public double[] LogitsOf(int output) => [.. _values.SelectMany(v => v[LogitsPlace(output)])];

    private int LogitsPlace(int output) => _steps[Outputs.ElementAt(output)].Reads[0];

    /// <inheritdoc cref="Forward(double[][], DropoutMask?, bool)"/>
    public double[] Forward(double[] inputs, DropoutMask? mask = null, bool training = false) => Forward([inputs], mask, training)[0];

    /// <summary>
    /// The outputs of a batch. In training, <paramref name="mask"/> says what dropout drops; where nothing does,
    /// <paramref name="training"/> says that this is training.
    /// </summary>
    public double[][] Forward(double[][] inputs, DropoutMask? mask = null, bool training = false)
    {
        _mask = mask;
        UpdateState();
        double[][][] samples = [.. inputs.Select((values, i) => values.Chunk(Shapes.Size(_steps[_inputs[i]].Place.Output)).ToArray())];
        _values = [.. samples[0].Select(_ => new double[_steps.Count][])];
        for (int i = 0; i < _steps.Count; i++)
        {
            (Layer? layer, Place place, int[] reads) = _steps[i];
            if (layer is BatchLayer whole)
            {
                double[][] ys = whole.Forward(place, [.. _values.Select(values => values[reads[0]])], training || mask is not null);
                for (int position = 0; position < ys.Length; position++) { _values[position][i] = ys[position]; }
                continue;
            }

            for (int position = 0; position < _values.Length; position++)
            {
                double[][] values = _values[position];
                if (layer is null)
                {
                    values[i] = samples[_inputs.IndexOf(i)][position];
                    continue;
                }

                DrawMask(layer, place, position);
                values[i] = layer.Forward(place, [.. reads.Select(read => values[read])]);
            }
        }

        return [.. Outputs.Select(output => _values.SelectMany(v => v[output]).ToArray())];
    }

    /// <summary>Takes up what layers have found of the last training batch, as the next call does.</summary>
    public void UpdateState()
    {
        foreach (var (layer, place) in Layers)
        {
            if (layer is BatchLayer whole) { whole.UpdateState(place); }
        }
    }

    /// <summary>
    /// What the regularizers add to the loss of the last batch: those on parameters, and the mean over samples of those on outputs.
    /// </summary>
    public double Regularization
    {
        get
        {
            double sum = 0;
            foreach (Parameter parameter in Parameters) { sum += parameter.Regularizer.Value(parameter.Values); }
            foreach (double[][] values in _values)
            {
                for (int i = 0; i < _steps.Count; i++) { sum += _steps[i].Place.OnOutputs.Value(values[i]) / _values.Length; }
            }

            return sum;
        }
    }

    /// <summary>
    /// The gradient of the inputs from that of the outputs, for the last batch; the parameters' gradients are overwritten. Those of the
    /// regularizers are in them.
    /// </summary>
    public double[] Backward(double[] outputGradient) => Backward([outputGradient], _ => false);

    /// <summary>The same from the gradient of what went into the last step, for a loss that takes logits.</summary>
    public double[] BackwardFromLastInputs(double[] gradient) => Backward([gradient], _ => true);

    /// <summary>
    /// The same from gradients of several outputs, some of which are those of their logits; gives that of the first input.
    /// </summary>
    public double[] Backward(double[][] gradients, Func<int, bool> isOfLogits)
    {
        foreach (Parameter parameter in Parameters) { Array.Clear(parameter.Gradient); }

        // What reaches each value of each sample: from the losses, from all steps that read it, and from its own regularizer, whose loss is
        // a mean over samples.
        double[][][] arrives = [.. _values.Select(values => values.Select(value => new double[value.Length]).ToArray())];
        for (int output = 0; output < gradients.Length; output++)
        {
            double[][] dy = [.. gradients[output].Chunk(gradients[output].Length / _values.Length)];
            int end = isOfLogits(output) ? LogitsPlace(output) : Outputs.ElementAt(output);
            for (int position = 0; position < dy.Length; position++) { AddTo(arrives[position][end], dy[position]); }
        }

        for (int i = _steps.Count - 1; i >= 0; i--)
        {
            (Layer? layer, Place place, int[] reads) = _steps[i];
            if (layer is null) { continue; }
            for (int position = 0; position < _values.Length; position++)
            {
                double[] y = _values[position][i], arrived = arrives[position][i];
                for (int v = 0; v < y.Length; v++) { arrived[v] += place.OnOutputs.Derivative(y[v]) / _values.Length; }
                if (layer is BatchLayer) { continue; }
                DrawMask(layer, place, position);
                double[][] dx = layer.Backward(place, [.. reads.Select(read => _values[position][read])], y, arrived);
                for (int n = 0; n < reads.Length; n++) { AddTo(arrives[position][reads[n]], dx[n]); }
            }

            if (layer is not BatchLayer whole) { continue; }
            double[][] dxs = whole.Backward(place, [.. _values.Select(values => values[reads[0]])], [.. arrives.Select(a => a[i])]);
            for (int position = 0; position < dxs.Length; position++) { AddTo(arrives[position][reads[0]], dxs[position]); }
        }

        foreach (Parameter parameter in Parameters)
        {
            for (int i = 0; i < parameter.Values.Length; i++)
            {
                parameter.Gradient[i] += parameter.Regularizer.Derivative(parameter.Values[i]);
            }
        }

        InputGradients = [.. _inputs.Select(input => arrives.SelectMany(a => a[input]).ToArray())];
        return InputGradients[0];
    }

    /// <summary>The gradients of all inputs, after <c>Backward</c>.</summary>
    public double[][] InputGradients { get; private set; } = [];

    /// <summary>What the layer of a number gave for the last batch, behind its activation.</summary>
    public double[] OutputOf(int number)
    {
        int step = _steps.FindLastIndex(s => s.Layer is not null && s.Place.Number == number);
        return [.. _values.SelectMany(values => values[step])];
    }

    private void DrawMask(Layer layer, Place place, int position)
    {
        if (layer is Dropout dropout) { place.Mask = _mask?.Invoke(dropout, place.Number, position, Shapes.Size(place.Input)); }
    }

    private static void AddTo(double[] sum, double[] values)
    {
        for (int i = 0; i < sum.Length; i++) { sum[i] += values[i]; }
    }

    /// <summary>Adds an input, and gives its place.</summary>
    public int AddInput(int[] shape)
    {
        _inputs.Add(_steps.Count);
        _steps.Add((null, new Place(1 - _inputs.Count, shape, shape, []), []));
        return _steps.Count - 1;
    }

    /// <summary>Says that the value at a place is an output.</summary>
    public void AddOutput(int place) => _outputs.Add(place);

    /// <summary>Adds a layer that reads these values, and gives the place of what it gives itself.</summary>
    public int Add(Layer layer, int[] reads)
    {
        if (layer is Dense { PerPosition: false } && _steps[reads[0]].Place.Output.Length == 3)
        {
            reads = [Append(new Flatten(), ++_number, reads)];
        }

        Function activation = layer switch { Conv2D c => c.Activation, Dense d => d.Activation, _ => Function.Linear };
        int value = Append(layer, ++_number, reads, activation == Function.Linear ? layer.OnOutputs : default);
        return activation == Function.Linear ? value : Append(new Activation(activation), _number, [value], layer.OnOutputs);
    }

    private int Append(Layer layer, int number, int[] reads, Regularizer onOutputs = default)
    {
        int[][] inputs = [.. reads.Select(read => _steps[read].Place.Output)];
        int[] input = inputs[0], output = layer.Infer(inputs);
        bool hasParameters = layer.CreateParameters("", input).Length > 0;
        Parameter[] parameters = hasParameters ? layer.CreateParameters(layer.Name ?? NextName(layer.Kind), input) : [];
        if (layer.SharesWith is { } first) { parameters = _steps.First(step => step.Layer?.Name == first).Place.Parameters; }
        else if (!layer.Trainable) { parameters = [.. parameters.Select(p => new Parameter(p.Name, p.Shape) { IsTrainable = false })]; }
        _steps.Add((layer, new Place(number, input, output, parameters) { OnOutputs = onOutputs, Inputs = inputs }, reads));
        return _steps.Count - 1;
    }

    /// <summary>Keras's names: dense, dense_1, dense_2; a name that the user gave does not count.</summary>
    private string NextName(string kind)
    {
        int number = _names.GetValueOrDefault(kind);
        _names[kind] = number + 1;
        return number == 0 ? kind : $"{kind}_{number}";
    }
}
