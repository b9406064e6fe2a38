namespace ModelGen.Oracle;

/// <summary>
/// Dropout's factors for one sample: the layer, its number in the network, the sample's position in the batch, how many values.
/// </summary>
public delegate double[] DropoutMask(Dropout layer, int number, int position, int size);

/// <summary>A network of the Oracle's layers: one after the other, in double, with nothing clever.</summary>
public sealed class OracleNetwork
{
    /// <summary>Each reads values by their places: 0 is the input, 1 what the first step gives.</summary>
    private readonly List<(Layer Layer, Place Place, int[] Reads)> _steps = [];
    private readonly Dictionary<string, int> _names = [];
    private readonly List<int[]> _shapes = [];

    /// <summary>For each sample of the last batch: its input, then the output of each step.</summary>
    private double[][][] _values = [];
    private DropoutMask? _mask;
    private int _number;

    public OracleNetwork(int[] inputShape, params IEnumerable<Layer> layers)
    {
        InputShape = inputShape;
        _shapes.Add(inputShape);
        foreach (Layer layer in layers) { Add(layer, [_steps.Count]); }
    }

    public int[] InputShape { get; }

    public int[] OutputShape => _shapes[^1];

    /// <summary>
    /// All parameters, in the order in which Keras lists layers: the farthest from the output first; of one distance as a way back from the
    /// output meets them first. An activation that a layer ends in is part of it.
    /// </summary>
    public IEnumerable<Parameter> Parameters
    {
        get
        {
            var met = new List<int>();
            Meet(_steps[^1].Place.Number, met);
            return met.Where(number => number > 0).OrderByDescending(Distance)
                .SelectMany(number => _steps.Where(s => s.Place.Number == number).SelectMany(s => s.Place.Parameters));
        }
    }

    // The layers that one reads; 0 is the input.
    private IEnumerable<int> ReadBy(int number) =>
        _steps.First(s => s.Place.Number == number).Reads.Select(read => read == 0 ? 0 : _steps[read - 1].Place.Number);

    private int Distance(int number)
    {
        int last = _steps[^1].Place.Number;
        int[] distance = new int[last + 1];
        for (int n = last; n > 0; n--)
        {
            foreach (int read in ReadBy(n)) { distance[read] = Math.Max(distance[read], distance[n] + 1); }
        }

        return distance[number];
    }

    private void Meet(int number, List<int> met)
    {
        if (met.Contains(number)) { return; }
        met.Add(number);
        foreach (int read in number == 0 ? [] : ReadBy(number)) { Meet(read, met); }
    }

    /// <summary>
    /// The layers with what they imply, a Flatten before a Dense on an image, the activation that a layer ends in; and their places.
    /// </summary>
    public IEnumerable<(Layer Layer, Place Place)> Layers => _steps.Select(s => (s.Layer, s.Place));

    /// <summary>Of the last batch: what went into the last step; where that is an activation, the logits.</summary>
    public double[] LastInputs => [.. _values.SelectMany(v => v[_steps[^1].Reads[0]])];

    /// <summary>
    /// The outputs of a batch. In training, <paramref name="mask"/> says what dropout drops; where nothing does,
    /// <paramref name="training"/> says that this is training.
    /// </summary>
    public double[] Forward(double[] inputs, DropoutMask? mask = null, bool training = false)
    {
        _mask = mask;
        UpdateState();
        double[][] samples = [.. inputs.Chunk(Shapes.Size(InputShape))];
        _values = [.. samples.Select(sample => (double[][])[sample, .. new double[_steps.Count][]])];
        for (int i = 0; i < _steps.Count; i++)
        {
            (Layer layer, Place place, int[] reads) = _steps[i];
            if (layer is BatchLayer whole)
            {
                double[][] ys = whole.Forward(place, [.. _values.Select(values => values[reads[0]])], training || mask is not null);
                for (int position = 0; position < ys.Length; position++) { _values[position][i + 1] = ys[position]; }
                continue;
            }

            for (int position = 0; position < samples.Length; position++)
            {
                DrawMask(layer, place, position);
                double[][] values = _values[position];
                values[i + 1] = layer.Forward(place, [.. reads.Select(read => values[read])]);
            }
        }

        return [.. _values.SelectMany(v => v[^1])];
    }

    /// <summary>Takes up what layers have found of the last training batch, as the next call does.</summary>
    public void UpdateState()
    {
        foreach (var (layer, place, _) in _steps)
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
                for (int i = 0; i < _steps.Count; i++) { sum += _steps[i].Place.OnOutputs.Value(values[i + 1]) / _values.Length; }
            }

            return sum;
        }
    }

    /// <summary>
    /// The gradient of the inputs from that of the outputs, for the last batch; the parameters' gradients are overwritten. Those of the
    /// regularizers are in them.
    /// </summary>
    public double[] Backward(double[] outputGradient) => Backward(outputGradient, _steps.Count);

    /// <summary>The same from the gradient of what went into the last step, for a loss that takes logits.</summary>
    public double[] BackwardFromLastInputs(double[] gradient) => Backward(gradient, _steps.Count - 1);

    private double[] Backward(double[] gradient, int steps)
    {
        foreach (Parameter parameter in Parameters) { Array.Clear(parameter.Gradient); }
        double[][] dy = [.. gradient.Chunk(gradient.Length / _values.Length)];

        // What reaches each value of each sample: from the loss, from all steps that read it, and from its own regularizer, whose loss is a
        // mean over samples.
        double[][][] arrives = [.. _values.Select(values => values.Select(value => new double[value.Length]).ToArray())];
        int end = steps == _steps.Count ? steps : _steps[^1].Reads[0];
        for (int position = 0; position < dy.Length; position++) { AddTo(arrives[position][end], dy[position]); }
        for (int i = _steps.Count - 1; i >= 0; i--)
        {
            (Layer layer, Place place, int[] reads) = _steps[i];
            for (int position = 0; position < dy.Length; position++)
            {
                double[] y = _values[position][i + 1], arrived = arrives[position][i + 1];
                for (int v = 0; v < y.Length; v++) { arrived[v] += place.OnOutputs.Derivative(y[v]) / _values.Length; }
                if (layer is BatchLayer) { continue; }
                DrawMask(layer, place, position);
                double[][] dx = layer.Backward(place, [.. reads.Select(read => _values[position][read])], y, arrived);
                for (int n = 0; n < reads.Length; n++) { AddTo(arrives[position][reads[n]], dx[n]); }
            }

            if (layer is not BatchLayer whole) { continue; }
            double[][] dxs = whole.Backward(place, [.. _values.Select(values => values[reads[0]])], [.. arrives.Select(a => a[i + 1])]);
            for (int position = 0; position < dy.Length; position++) { AddTo(arrives[position][reads[0]], dxs[position]); }
        }

        foreach (Parameter parameter in Parameters)
        {
            for (int i = 0; i < parameter.Values.Length; i++)
            {
                parameter.Gradient[i] += parameter.Regularizer.Derivative(parameter.Values[i]);
            }
        }

        return [.. arrives.SelectMany(a => a[0])];
    }

    private void DrawMask(Layer layer, Place place, int position)
    {
        if (layer is Dropout dropout) { place.Mask = _mask?.Invoke(dropout, place.Number, position, Shapes.Size(place.Input)); }
    }

    private static void AddTo(double[] sum, double[] values)
    {
        for (int i = 0; i < sum.Length; i++) { sum[i] += values[i]; }
    }

    /// <summary>Adds a layer that reads these values, and gives the place of what it gives itself.</summary>
    public int Add(Layer layer, int[] reads)
    {
        if (layer is Dense { PerPosition: false } && _shapes[reads[0]].Length == 3) { reads = [Append(new Flatten(), ++_number, reads)]; }
        Function activation = layer switch { Conv2D c => c.Activation, Dense d => d.Activation, _ => Function.Linear };
        int value = Append(layer, ++_number, reads, activation == Function.Linear ? layer.OnOutputs : default);
        return activation == Function.Linear ? value : Append(new Activation(activation), _number, [value], layer.OnOutputs);
    }

    private int Append(Layer layer, int number, int[] reads, Regularizer onOutputs = default)
    {
        int[][] inputs = [.. reads.Select(read => _shapes[read])];
        int[] input = inputs[0], output = layer.Infer(inputs);
        bool hasParameters = layer.CreateParameters("", input).Length > 0;
        Parameter[] parameters = hasParameters ? layer.CreateParameters(layer.Name ?? NextName(layer.Kind), input) : [];
        _steps.Add((layer, new Place(number, input, output, parameters) { OnOutputs = onOutputs, Inputs = inputs }, reads));
        _shapes.Add(output);
        return _steps.Count;
    }

    /// <summary>Keras's names: dense, dense_1, dense_2; a name that the user gave does not count.</summary>
    private string NextName(string kind)
    {
        int number = _names.GetValueOrDefault(kind);
        _names[kind] = number + 1;
        return number == 0 ? kind : $"{kind}_{number}";
    }
}
