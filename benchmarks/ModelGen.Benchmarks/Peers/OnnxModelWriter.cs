using System.Runtime.InteropServices;

namespace ModelGen.Benchmarks;

/// <summary>
/// Writes a network with given weights as an ONNX file: channels first, as ONNX has it. Field numbers are those of onnx.proto.
/// </summary>
internal sealed class OnnxModelWriter
{
    public const string InputName = "x", OutputName = "y";
    private const int IrVersion = 8, Opset = 13, TypeFloat = 1, AttributeFloat = 1, AttributeInts = 7;

    private readonly ProtoMessage _graph = new();
    private string _last = InputName;
    private int _names;

    public static byte[] Write(Network network, float[][] weights, int batch)
    {
        var writer = new OnnxModelWriter();
        writer.AddLayers(network, weights);
        writer._graph.Add(2, "network")
            .Add(11, ValueInfo(InputName, InputShape(network, batch)))
            .Add(12, ValueInfo(OutputName, [batch, Network.Classes]));
        return new ProtoMessage().Add(1, IrVersion).Add(7, writer._graph).Add(8, new ProtoMessage().Add(1, "").Add(2, Opset)).ToArray();
    }

    /// <summary>Channels first; a vector has no height and width.</summary>
    public static long[] InputShape(Network network, int batch)
    {
        var (height, width, channels) = network.Input;
        return height * width == 1 ? [batch, channels] : [batch, channels, height, width];
    }

    private void AddLayers(Network network, float[][] weights)
    {
        bool flat = network.Input.Height * network.Input.Width == 1;
        int next = 0;
        List<string> values = [InputName];
        foreach (Layer layer in network.Layers)
        {
            _last = values[layer.Reads[0]];
            float[][] own = weights[next..(next + layer.ParameterCount)];
            next += own.Length;
            switch (layer.Kind)
            {
                case LayerKind.Pool:
                    Node("MaxPool", [], Ints("kernel_shape", layer.Size, layer.Size), Ints("strides", layer.Size, layer.Size));
                    break;
                case LayerKind.Conv: AddConvolution(layer, own); break;
                case LayerKind.Normalization:
                    Node("BatchNormalization", [.. own.Select(parameter => Tensor(parameter, layer.Units))],
                        Float("epsilon", (float)layer.Epsilon));
                    break;
                case LayerKind.Add: Node("Add", [values[layer.Reads[1]]]); break;
                case LayerKind.ReLU: Node("Relu", []); break;
                case LayerKind.GlobalAveragePool: Node("GlobalAveragePool", []); break;
                default:
                    if (!flat) { Node("Flatten", []); }
                    flat = true;
                    // What is flattened is channels first there, so the kernel's rows change places.
                    float[] rows = Axes.Permute(own[0], [layer.Height, layer.Width, layer.Channels, layer.Units], [2, 0, 1, 3]);
                    Node("Gemm", [Tensor(rows, layer.Inputs, layer.Units), Tensor(own[1], layer.Units)]);
                    break;
            }

            if (layer.Relu) { Node("Relu", []); }
            values.Add(_last);
        }

        Node("Softmax", [], OutputName);
    }

    private void AddConvolution(Layer layer, float[][] parameters)
    {
        int size = layer.Size, before = layer.Padding, after = layer.PaddingAfter;
        // Keras's [height, width, channels, filters] to ONNX's [filters, channels, height, width].
        string filters = Tensor(Axes.Permute(parameters[0], [size, size, layer.Channels, layer.Units], [3, 2, 0, 1]), layer.Units,
            layer.Channels, size, size);
        Node("Conv", [filters, .. layer.UseBias ? [Tensor(parameters[1], layer.Units)] : (string[])[]], Ints("kernel_shape", size, size),
            Ints("pads", before, before, after, after), Ints("strides", layer.Strides, layer.Strides));
    }

    private void Node(string type, string[] parameters, params ProtoMessage[] attributes) =>
        Node(type, parameters, $"{type}{_names++}", attributes);

    private void Node(string type, string[] parameters, string output, params ProtoMessage[] attributes)
    {
        ProtoMessage node = new ProtoMessage().AddAll(1, [_last, .. parameters]).Add(2, output).Add(3, output).Add(4, type);
        foreach (ProtoMessage attribute in attributes) { node.Add(5, attribute); }
        _graph.Add(1, node);
        _last = output;
    }

    private string Tensor(float[] values, params long[] shape)
    {
        string name = $"w{_names++}";
        _graph.Add(5, new ProtoMessage().AddAll(1, shape).Add(2, TypeFloat).Add(8, name).Add(9, MemoryMarshal.AsBytes<float>(values)));
        return name;
    }

    private static ProtoMessage Float(string name, float value) =>
        new ProtoMessage().Add(1, name).Add(2, value).Add(20, AttributeFloat);

    private static ProtoMessage Ints(string name, params long[] values) =>
        new ProtoMessage().Add(1, name).AddAll(8, values).Add(20, AttributeInts);

    private static ProtoMessage ValueInfo(string name, long[] shape)
    {
        var dimensions = new ProtoMessage();
        foreach (long size in shape) { dimensions.Add(1, new ProtoMessage().Add(1, size)); }
        return new ProtoMessage().Add(1, name).Add(2, new ProtoMessage().Add(1, new ProtoMessage().Add(1, TypeFloat).Add(2, dimensions)));
    }
}
