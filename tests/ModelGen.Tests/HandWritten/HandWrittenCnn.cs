// What the generator writes for the lecture's network, by hand: the runtime's tests need it before anything is generated.
#nullable enable

namespace ModelGen.Tests
{
    public partial class HandWrittenCnn : global::ModelGen.Model
    {
        public HandWrittenCnn(global::ModelGen.Device? device = null, int? seed = null)
            : base(global::ModelGen.Generated.HandWrittenCnnCode.Definition, device, seed) { }

        protected override void RunForward(global::ModelGen.Kernels.Step step) =>
            global::ModelGen.Generated.HandWrittenCnnCode.Forward(step);

        protected override void RunBackward(global::ModelGen.Kernels.Step step) =>
            global::ModelGen.Generated.HandWrittenCnnCode.Backward(step);

        public override string GetSummary(global::ModelGen.SummaryStyle style) => "";
    }
}

namespace ModelGen.Generated
{
    using ModelGen.Kernels;

    file static class HandWrittenCnnCode
    {
        // Values of one sample: where each begins and how many floats it has.
        static Value X0 => new(Offset: 0, Size: 784);
        static Value Y1 => new(Offset: 784, Size: 18_432);
        static Value Y2 => new(Offset: 19_216, Size: 4_608);
        static Value I2 => new(Offset: 23_824, Size: 4_608);
        static Value Z4 => new(Offset: 28_432, Size: 10);
        static Value Y4 => new(Offset: 28_448, Size: 10);
        static Value DY4 => new(Offset: 28_464, Size: 10);
        static Value DZ4 => new(Offset: 28_480, Size: 10);
        static Value DY2 => new(Offset: 28_496, Size: 4_608);
        static Value DY1 => new(Offset: 33_104, Size: 18_432);

        // Parameters.
        static Weight W1 => new(Offset: 0, Size: 800, Lane: 0);
        static Weight B1 => new(Offset: 800, Size: 32, Lane: 800);
        static Weight W4 => new(Offset: 832, Size: 46_080);
        static Weight B4 => new(Offset: 46_912, Size: 10);

        public static readonly ModelDefinition Definition = new()
        {
            Name = "mnist_cnn",
            Inputs = [new("input_layer", [28, 28, 1], X0)],
            Outputs =
            [
                new("dense", [10], Y4, Gradient: DY4)
                {
                    LastLayer = "layer 4 (Dense)", LastActivation = Activation.Softmax, Logits = Z4, LogitsGradient = DZ4,
                },
            ],
            ForwardValues = 28_464,
            TrainingValues = 51_536,
            LaneValues = 832,
            ParameterValues = 46_928,
            Parameters =
            [
                new("conv2d/kernel", W1, [5, 5, 1, 32], Initializer.GlorotUniform, FanIn: 25, FanOut: 800),
                new("conv2d/bias", B1, [32], Initializer.Zeros, FanIn: 32, FanOut: 32),
                new("dense/kernel", W4, [4_608, 10], Initializer.GlorotUniform, FanIn: 4_608, FanOut: 10),
                new("dense/bias", B4, [10], Initializer.Zeros, FanIn: 10, FanOut: 10),
            ],
        };

        public static void Forward(Step step)
        {
            // Layers 1 to 3, a few samples at a time, so that their values stay in the core's cache.
            step.BySlices(static s =>
            {
                // 1  Y1[24,24,32] = ReLU(X0[28,28,1] conv W1[5,5,1,32] + B1)
                Conv2D.Forward<Conv1, ReLU>(s, y: s[Y1], x: s[X0], w: s[W1], b: s[B1]);

                // 2  Y2[12,12,32] = the largest of each 2 x 2 of Y1; I2 keeps which
                MaxPool.Forward<Pool2>(s, y: s[Y2], argmax: s[I2], x: s[Y1]);

                // 3  Flatten: from here Y2 is read as [4608]
            });

            // 4  Z4[10] = Y2[4608] W4[4608,10] + B4
            Dense.Forward<Dense4, Linear>(step, y: step[Z4], x: step[Y2], w: step[W4], b: step[B4]);

            //    Y4[10] = softmax(Z4)
            Softmax.Forward<Rows4>(step, y: step[Y4], x: step[Z4]);
        }

        public static void Backward(Step step)
        {
            // 4  DZ4 = DY4 through softmax, unless the loss has written DZ4 itself
            if (!step.LossTookLogits) { Softmax.Backward<Rows4>(step, dx: step[DZ4], y: step[Y4], dy: step[DY4]); }

            //    DY2 = DZ4 W4'
            Dense.BackwardInput<Dense4>(step, dx: step[DY2], w: step[W4], dy: step[DZ4]);

            //    DW4 = Y2' DZ4, DB4 = sum of DZ4
            Dense.BackwardKernel<Dense4>(step, dw: step.Gradient(W4), x: step[Y2], dy: step[DZ4], db: step.Gradient(B4));

            step.BySlices(static s =>
            {
                // 2  DY1 = DY2 at the maxima, 0 elsewhere
                MaxPool.Backward<Pool2>(s, dx: s[DY1], argmax: s[I2], dy: s[DY2]);

                // 1  DY1 = DY1 where Y1 > 0, in place
                Elementwise.Backward<Size1, ReLU>(s, dx: s[DY1], y: s[Y1], dy: s[DY1]);

                //    this slice's part of DW1 = X0 conv DY1, DB1 = sum of DY1; DX0 is not computed: nobody needs it
                Conv2D.BackwardKernel<Conv1>(s, dw: s.Lane(W1), x: s[X0], dy: s[DY1], db: s.Lane(B1));
            });

            // The slices' parts, added in order.
            step.AddLanes(W1);
            step.AddLanes(B1);
        }

        /// <summary>Layer 1: 32 filters of 5 x 5 x 1 over 28 x 28 x 1.</summary>
        readonly struct Conv1 : IConv2D
        {
            public static int InputHeight => 28;
            public static int InputWidth => 28;
            public static int Channels => 1;
            public static int KernelHeight => 5;
            public static int KernelWidth => 5;
            public static int StrideHeight => 1;
            public static int StrideWidth => 1;
            public static int PadTop => 0;
            public static int PadLeft => 0;
            public static int OutputHeight => 24;
            public static int OutputWidth => 24;
            public static int Filters => 32;
        }

        /// <summary>Layer 1's output.</summary>
        readonly struct Size1 : ISize
        {
            public static int Size => 18_432;
        }

        /// <summary>Layer 2: 2 x 2 windows over 24 x 24 x 32.</summary>
        readonly struct Pool2 : IPool2D
        {
            public static int InputHeight => 24;
            public static int InputWidth => 24;
            public static int Channels => 32;
            public static int PoolHeight => 2;
            public static int PoolWidth => 2;
            public static int StrideHeight => 2;
            public static int StrideWidth => 2;
            public static int PadTop => 0;
            public static int PadLeft => 0;
            public static int OutputHeight => 12;
            public static int OutputWidth => 12;
        }

        /// <summary>Layer 4: 4,608 to 10.</summary>
        readonly struct Dense4 : IDense
        {
            public static int Rows => 1;
            public static int Inputs => 4_608;
            public static int Units => 10;
        }

        /// <summary>Layer 4's output, one row of 10.</summary>
        readonly struct Rows4 : IRows
        {
            public static int Rows => 1;
            public static int Columns => 10;
        }
    }
}
