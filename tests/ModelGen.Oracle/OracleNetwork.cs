namespace ModelGen.Oracle;

/// <summary>
/// Dropout's factors for one sample: the layer, its number in the network, the sample's position in the batch, how many values.
/// </summary>
public delegate double[] DropoutMask(Dropout layer, int number, int position, int size);

/// <summary>A network of the Oracle's layers: one sample after the other, in double, with nothing clever.</summary>
public sealed class OracleNetwork
{
    private readonly List<(Layer Layer, Place Place)> _steps = [];
    private readonly Dictionary<string, int> _names = [];

    /// <summary>For each sample of the last batch: its input, then the output of each step.</summary>
    private double[][][] _values = [];
    private DropoutMask? _mask;
    private int _number;

    public OracleNetwork(int[] inputShape, params IEnumerable<Layer> layers)
    {
        (InputShape, OutputShape) = (inputShape, inputShape);
        foreach (Layer layer in layers) { Add(layer); }
    }

    public int[] InputShape { get; }

    public int[] OutputShape { get; private set; }

    /// <summary>All parameters, in the order of the layers.</summary>
    public IEnumerable<Parameter> Parameters => _steps.SelectMany(s => s.Place.Parameters);

    /// <summary>The layers with what they imply: a Flatten before a Dense on an image, the activation that a layer ends in.</summary>
    public IEnumerable<Layer> Layers => _steps.Select(s => s.Layer);

    /// <summary>Of the last batch: what went into the last step; where that is an activation, the logits.</summary>
    public double[] LastInputs => [.. _values.SelectMany(v => v[^2])];

    /// <summary>The outputs of a batch. In training, <paramref name="mask"/> says what dropout drops.</summary>
    public double[] Forward(double[] inputs, DropoutMask? mask = null)
    {
        _mask = mask;
        double[][] samples = [.. inputs.Chunk(Shapes.Size(InputShape))];
        _values = new double[samples.Length][][];
        for (int position = 0; position < samples.Length; position++)
        {
            DrawMasks(position);
            List<double[]> values = [samples[position]];
            foreach (var (layer, place) in _steps) { values.Add(layer.Forward(place, values[^1])); }
            _values[position] = [.. values];
        }

        return [.. _values.SelectMany(v => v[^1])];
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
        for (int position = 0; position < _values.Length; position++)
        {
            DrawMasks(position);
            double[][] values = _values[position];
            // What reaches each step's output: from the loss or the step after it, and from its own
            // regularizer, whose loss is a mean over samples.
            double[] arrives = steps == _steps.Count ? dy[position] : new double[values[^1].Length];
            for (int i = _steps.Count - 1; i >= 0; i--)
            {
                Regularizer regularizer = _steps[i].Place.OnOutputs;
                double[] d = [.. arrives.Zip(values[i + 1], (a, y) => a + regularizer.Derivative(y) / _values.Length)];
                arrives = _steps[i].Layer.Backward(_steps[i].Place, values[i], values[i + 1], d);
                if (i == steps) { arrives = [.. arrives.Zip(dy[position], (a, b) => a + b)]; }
            }

            dy[position] = arrives;
        }

        foreach (Parameter parameter in Parameters)
        {
            for (int i = 0; i < parameter.Values.Length; i++)
            {
                parameter.Gradient[i] += parameter.Regularizer.Derivative(parameter.Values[i]);
            }
        }

        return [.. dy.SelectMany(d => d)];
    }

    private void DrawMasks(int position)
    {
        foreach (var (layer, place) in _steps)
        {
            if (layer is Dropout dropout) { place.Mask = _mask?.Invoke(dropout, place.Number, position, Shapes.Size(place.Input)); }
        }
    }

    private void Add(Layer layer)
    {
        if (layer is Dense { PerPosition: false } && OutputShape.Length == 3) { Append(new Flatten(), ++_number); }
        Function activation = layer switch { Conv2D c => c.Activation, Dense d => d.Activation, _ => Function.Linear };
        Append(layer, ++_number, activation == Function.Linear ? layer.OnOutputs : default);
        if (activation != Function.Linear) { Append(new Activation(activation), _number, layer.OnOutputs); }
    }

    private void Append(Layer layer, int number, Regularizer onOutputs = default)
    {
        int[] output = layer.Infer(OutputShape);
        bool hasParameters = layer.CreateParameters("", OutputShape).Length > 0;
        Parameter[] parameters = hasParameters ? layer.CreateParameters(layer.Name ?? NextName(layer.Kind), OutputShape) : [];
        _steps.Add((layer, new Place(number, OutputShape, output, parameters) { OnOutputs = onOutputs }));
        OutputShape = output;
    }

    /// <summary>Keras's names: dense, dense_1, dense_2; a name that the user gave does not count.</summary>
    private string NextName(string kind)
    {
        int number = _names.GetValueOrDefault(kind);
        _names[kind] = number + 1;
        return number == 0 ? kind : $"{kind}_{number}";
    }
}
