namespace ModelGen.Oracle;

/// <summary>Dropout's factors for one sample: the layer, its number in the network, the sample's position in the batch, how many values.</summary>
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

    /// <summary>The gradient of the inputs from that of the outputs, for the last batch; the parameters' gradients are overwritten.</summary>
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
            for (int i = steps - 1; i >= 0; i--)
            {
                dy[position] = _steps[i].Layer.Backward(_steps[i].Place, values[i], values[i + 1], dy[position]);
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
        Append(layer, ++_number);
        Function activation = layer switch { Conv2D c => c.Activation, Dense d => d.Activation, _ => Function.Linear };
        if (activation != Function.Linear) { Append(new Activation(activation), _number); }
    }

    private void Append(Layer layer, int number)
    {
        int[] output = layer.Infer(OutputShape);
        bool hasParameters = layer.CreateParameters("", OutputShape).Length > 0;
        Parameter[] parameters = hasParameters ? layer.CreateParameters(layer.Name ?? NextName(layer.Kind), OutputShape) : [];
        _steps.Add((layer, new Place(number, OutputShape, output, parameters)));
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
