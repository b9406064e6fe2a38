// What the generator writes for a small network with dropout, by hand: child processes of the tests train it,
// which have no time to compile one.
#nullable enable

namespace ModelGen.Tests
{
    public partial class HandWrittenMlp : global::ModelGen.Model
    {
        public HandWrittenMlp(global::ModelGen.Device? device = null, int? seed = null)
            : base(global::ModelGen.Generated.HandWrittenMlpCode.Definition, device, seed) { }

        protected override void RunForward(global::ModelGen.Kernels.Step step) =>
            global::ModelGen.Generated.HandWrittenMlpCode.Forward(step);

        protected override void RunBackward(global::ModelGen.Kernels.Step step) =>
            global::ModelGen.Generated.HandWrittenMlpCode.Backward(step);

        public override string GetSummary(global::ModelGen.SummaryStyle style) => "";
    }
}

namespace ModelGen.Generated
{
    using ModelGen.Kernels;

    file static class HandWrittenMlpCode
    {
        // Values of one sample: where each begins and how many floats it has.
        static Value X0 => new(Offset: 0, Size: 8);
        static Value Y1 => new(Offset: 16, Size: 12);
        static Value Y2 => new(Offset: 32, Size: 12);
        static Value Z3 => new(Offset: 48, Size: 4);
        static Value Y3 => new(Offset: 64, Size: 4);
        static Value DY3 => new(Offset: 80, Size: 4);
        static Value DZ3 => new(Offset: 96, Size: 4);
        static Value DY2 => new(Offset: 112, Size: 12);
        static Value DY1 => new(Offset: 128, Size: 12);

        // Parameters.
        static Weight W1 => new(Offset: 0, Size: 96);
        static Weight B1 => new(Offset: 96, Size: 12);
        static Weight W3 => new(Offset: 112, Size: 48);
        static Weight B3 => new(Offset: 160, Size: 4);

        public static readonly ModelDefinition Definition = new()
        {
            Name = "mlp",
            Inputs = [new("input_layer", [8], X0)],
            Outputs =
            [
                new("dense", [4], Y3, Gradient: DY3)
                {
                    LastLayer = "layer 3 (Dense)", LastActivation = Activation.Softmax, Logits = Z3, LogitsGradient = DZ3,
                },
            ],
            ForwardValues = 80,
            TrainingValues = 144,
            LaneValues = 0,
            ParameterValues = 176,
            Parameters =
            [
                new("dense/kernel", W1, [8, 12], Initializer.GlorotUniform, FanIn: 8, FanOut: 12),
                new("dense/bias", B1, [12], Initializer.Zeros, FanIn: 12, FanOut: 12),
                new("dense_1/kernel", W3, [12, 4], Initializer.GlorotUniform, FanIn: 12, FanOut: 4),
                new("dense_1/bias", B3, [4], Initializer.Zeros, FanIn: 4, FanOut: 4),
            ],
        };

        public static void Forward(Step step)
        {
            // 1  Y1[12] = ReLU(X0[8] W1[8,12] + B1)
            Dense.Forward<Dense1, ReLU>(step, y: step[Y1], x: step[X0], w: step[W1], b: step[B1]);

            // 2  Y2[12] = dropout of Y1
            step.BySlices(static s => Dropout.Forward<Drop2>(s, y: s[Y2], x: s[Y1]));

            // 3  Z3[4] = Y2[12] W3[12,4] + B3
            Dense.Forward<Dense3, Linear>(step, y: step[Z3], x: step[Y2], w: step[W3], b: step[B3]);

            //    Y3[4] = softmax(Z3)
            Softmax.Forward<Rows3>(step, y: step[Y3], x: step[Z3]);
        }

        public static void Backward(Step step)
        {
            // 3  DZ3 = DY3 through softmax, unless the loss has written DZ3 itself
            if (!step.LossTookLogits) { Softmax.Backward<Rows3>(step, dx: step[DZ3], y: step[Y3], dy: step[DY3]); }

            //    DY2 = DZ3 W3'; DW3 = Y2' DZ3, DB3 = sum of DZ3
            Dense.BackwardInput<Dense3>(step, dx: step[DY2], w: step[W3], dy: step[DZ3]);
            Dense.BackwardKernel<Dense3>(step, dw: step.Gradient(W3), x: step[Y2], dy: step[DZ3], db: step.Gradient(B3));

            step.BySlices(static s =>
            {
                // 2  DY1 = DY2 through the same mask
                Dropout.Backward<Drop2>(s, dx: s[DY1], dy: s[DY2]);

                // 1  DY1 = DY1 where Y1 > 0, in place
                Elementwise.Backward<Size1, ReLU>(s, dx: s[DY1], y: s[Y1], dy: s[DY1]);
            });

            //    DW1 = X0' DY1, DB1 = sum of DY1; DX0 is not computed: nobody needs it
            Dense.BackwardKernel<Dense1>(step, dw: step.Gradient(W1), x: step[X0], dy: step[DY1], db: step.Gradient(B1));
        }

        /// <summary>Layer 1: 8 to 12.</summary>
        readonly struct Dense1 : IDense
        {
            public static int Rows => 1;
            public static int Inputs => 8;
            public static int Units => 12;
        }

        /// <summary>Layer 1's output.</summary>
        readonly struct Size1 : ISize
        {
            public static int Size => 12;
        }

        /// <summary>Layer 2: drops three in ten.</summary>
        readonly struct Drop2 : IDropout
        {
            public static int Size => 12;
            public static float Rate => 0.3f;
            public static int Stream => 2;
        }

        /// <summary>Layer 3: 12 to 4.</summary>
        readonly struct Dense3 : IDense
        {
            public static int Rows => 1;
            public static int Inputs => 12;
            public static int Units => 4;
        }

        /// <summary>Layer 3's output, one row of 4.</summary>
        readonly struct Rows3 : IRows
        {
            public static int Rows => 1;
            public static int Columns => 4;
        }
    }
}
