using ModelGen.Kernels;

namespace ModelGen.Tests;

/// <summary>
/// One dense layer written with plain loops, so that the tests of training depend on no kernel: y = softmax(x w), y = sigmoid(x w) or y = x
/// w.
/// </summary>
internal sealed unsafe class LinearModel(int inputs, int outputs, Activation activation = Activation.Softmax, int? seed = 1,
    Device? device = null, string name = "linear")
    : Model(Define(inputs, outputs, activation, name), device ?? Device.Cpu, seed)
{
    private static ModelDefinition Define(int inputs, int outputs, Activation activation, string name)
    {
        int wide = (inputs + 15) / 16 * 16, high = (outputs + 15) / 16 * 16;
        return new()
        {
            Name = name,
            Inputs = [new("input_layer", [inputs], new(0, inputs))],
            Outputs =
            [
                new("dense", [outputs], activation == Activation.Linear ? new(wide, outputs) : new(wide + high, outputs),
                    Gradient: new(wide + 2 * high, outputs))
                {
                    LastLayer = "layer 1 (Dense)",
                    LastActivation = activation,
                    Logits = new(wide, outputs),
                    LogitsGradient = new(wide + (activation == Activation.Linear ? 2 : 3) * high, outputs),
                },
            ],
            ForwardValues = wide + 2 * high,
            TrainingValues = wide + 4 * high,
            LaneValues = 0,
            ParameterValues = (inputs * outputs + 15) / 16 * 16,
            Parameters = [
                new("dense/kernel", new Weight(0, inputs * outputs), [inputs, outputs], Initializer.GlorotUniform, inputs, outputs)],
        };
    }

    public override string GetSummary(SummaryStyle style) => "";

    protected override void RunForward(Step step)
    {
        OutputDefinition d = Definition.Outputs[0];
        float* x = step[Definition.Inputs[0].Value].Pointer, z = step[d.Logits!.Value].Pointer, y = step[d.Value].Pointer,
            w = step[Definition.Parameters[0].Weight].Pointer;
        (int inputs, int outputs) = (Definition.Inputs[0].Size, d.Size);
        for (int n = 0; n < step.Count; n++)
        {
            for (int o = 0; o < outputs; o++)
            {
                float sum = 0;
                for (int i = 0; i < inputs; i++) { sum += x[n * inputs + i] * w[Place(i, o, inputs, outputs)]; }
                z[n * outputs + o] = sum;
            }

            for (int o = 0; d.LastActivation == Activation.Sigmoid && o < outputs; o++)
            {
                y[n * outputs + o] = 1 / (1 + MathF.Exp(-z[n * outputs + o]));
            }
            if (d.LastActivation == Activation.Softmax) { SoftmaxOf(z + n * outputs, y + n * outputs, outputs); }
        }
    }

    protected override void RunBackward(Step step)
    {
        OutputDefinition d = Definition.Outputs[0];
        (int inputs, int outputs) = (Definition.Inputs[0].Size, d.Size);
        float* x = step[Definition.Inputs[0].Value].Pointer, y = step[d.Value].Pointer, dy = step[d.Gradient].Pointer,
            dz = step[d.LogitsGradient!.Value].Pointer;
        if (d.LastActivation == Activation.Softmax && !step.LossTookLogits)
        {
            for (int n = 0; n < step.Count * outputs; n += outputs)
            {
                float sum = 0;
                for (int o = n; o < n + outputs; o++) { sum += dy[o] * y[o]; }
                for (int o = n; o < n + outputs; o++) { dz[o] = y[o] * (dy[o] - sum); }
            }
        }

        if (d.LastActivation == Activation.Sigmoid && !step.LossTookLogits)
        {
            for (int i = 0; i < step.Count * outputs; i++) { dz[i] = dy[i] * y[i] * (1 - y[i]); }
        }

        float* dw = step.Gradient(Definition.Parameters[0].Weight).Pointer;
        for (int i = 0; i < inputs; i++)
        {
            for (int o = 0; o < outputs; o++)
            {
                float sum = step.Accumulate ? dw[Place(i, o, inputs, outputs)] : 0;
                for (int n = 0; n < step.Count; n++) { sum += x[n * inputs + i] * dz[n * outputs + o]; }
                dw[Place(i, o, inputs, outputs)] = sum;
            }
        }
    }

    // Matrices lie in panels of columns, those of few columns turned.
    private static int Place(int row, int column, int rows, int columns)
    {
        if (MatrixPanels.IsTurned(columns)) { (row, column, rows, columns) = (column, row, columns, rows); }
        int panel = column / MatrixPanels.Width * MatrixPanels.Width;
        return (panel * rows) + (row * MatrixPanels.WidthAt(panel, columns)) + column - panel;
    }

    private static void SoftmaxOf(float* z, float* y, int count)
    {
        float max = z[0], sum = 0;
        for (int i = 1; i < count; i++) { max = MathF.Max(max, z[i]); }
        for (int i = 0; i < count; i++) { sum += y[i] = MathF.Exp(z[i] - max); }
        for (int i = 0; i < count; i++) { y[i] /= sum; }
    }
}
