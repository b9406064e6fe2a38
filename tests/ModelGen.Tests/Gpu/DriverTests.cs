using ModelGen.Tests.Contract;
using System.Collections.Concurrent;
using ModelGen.Kernels;
using ModelGen.Oracle;
using Xunit;
using Reference = ModelGen.Oracle;

namespace ModelGen.Tests.Gpu;

/// <summary>The GPU kernels on the device of a driver, where there is one.</summary>
public abstract class DriverTests(Func<Device> open)
{
    private static readonly ConcurrentDictionary<Type, (GpuDevice? Device, string WhyNot)> s_devices = [];

    /// <summary>The device; where there is none the test is skipped and says why.</summary>
    private protected GpuDevice Any
    {
        get
        {
            var (device, whyNot) = s_devices.GetOrAdd(GetType(), _ => Open());
            Assert.SkipWhen(device is null, whyNot);
            return device!;
        }
    }

    [Theory]
    [InlineData("momentum", "sparse_categorical_crossentropy")]
    [InlineData("nesterov", "mse")]
    [InlineData("momentum", "binary_crossentropy")]
    [InlineData("sgd", "dice")]
    [InlineData("adam", "categorical_crossentropy")]
    public void A_training_agrees_with_the_CPU_s(string optimizer, string loss) => GpuTraining.Check(Any, optimizer, loss);

    [Theory]
    [MemberData(nameof(OptimizerChecks.SomeCases), MemberType = typeof(OptimizerChecks))]
    public void An_optimizer_agrees_with_the_Oracle(string optimizer, string settings) => OptimizerChecks.Check(Any, optimizer, settings);

    [Theory]
    [InlineData("Nadam", "all")]
    [InlineData("Adafactor", "all")]
    [InlineData("Lamb", "all, by value")]
    public void Steps_after_a_loss_that_is_not_finite_change_nothing_that_an_optimizer_keeps(string optimizer, string settings) =>
        OptimizerChecks.CheckTakeBack(Any, optimizer, settings);

    public static TheoryData<int> TwoHeadsModels => [.. Extent.Pick(Enumerable.Range(0, TwoHeads.Models), step: 3)];

    [Theory]
    [MemberData(nameof(TwoHeadsModels))]
    public void A_training_with_several_inputs_and_outputs_agrees_with_the_CPU_s(int number) => GpuTraining.CheckTwoHeads(Any, number);

    [Fact]
    public void Formulas_of_one_s_own_give_the_bits_of_the_library_s() => OwnChecks.CheckFormulas(Any);

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void Functions_on_the_host_train_as_on_the_CPU() => OwnChecks.CheckFunctions(Any);

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void Functions_that_fail_leave_the_model_as_it_was() => OwnChecks.CheckFailures(Any);

    [Fact]
    public void A_loss_of_one_output_that_is_not_finite_is_found() => GpuTraining.CheckNonFiniteOutput(Any);

    [Fact]
    public void A_training_with_sample_weights_agrees_with_the_CPU_s() => GpuTraining.CheckWeighted(Any);

    [Theory(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    [InlineData("momentum")]
    [InlineData("averages")]
    [InlineData("accumulating")]
    [InlineData("norm")]
    [InlineData("adafactor")]
    public void A_training_with_frozen_layers_agrees_with_the_CPU_s(string optimizer) => FreezingTests.CheckOn(Any, optimizer);

    [Fact]
    public void The_loop_by_hand_gives_the_bits_of_Fit() => GpuTraining.CheckHandLoop(Any);

    [Fact]
    public void A_callback_ends_training_at_a_loss_that_is_not_finite() => GpuTraining.CheckTermination(Any);

    [Fact]
    public void Callbacks_see_the_losses_of_batches() => GpuTraining.CheckHooks(Any);

    [Fact]
    public void A_model_is_disposed_under_running_kernels() => GpuTraining.CheckDispose(Any);

    [Fact]
    public void A_loss_that_is_not_finite_names_its_step_and_spares_the_weights() => GpuTraining.CheckNonFinite(Any);

    [Fact]
    public void An_update_that_is_not_finite_names_its_step() => NonFiniteUpdateTests.CheckGpu(Any);

    [Fact]
    public void The_lecture_network_learns_as_on_the_CPU() => GpuTraining.CheckLecture(Any);

    [Fact]
    public void A_convolution_with_strides_agrees_with_the_Oracle() =>
        LayerChecks.Convolution<StridedConv>(Any, new Reference.Conv2D(5, 3, 2) { StrideHeight = 2 });

    [Fact]
    public void A_convolution_with_padding_and_no_bias_agrees_with_the_Oracle() =>
        LayerChecks.Convolution<SameConv>(Any, new Reference.Conv2D(4, 4, 3) { Same = true, UseBias = false }, batch: 19);

    [Fact]
    public void A_convolution_larger_than_its_input_agrees_with_the_Oracle() =>
        LayerChecks.Convolution<WideConv>(Any, new Reference.Conv2D(1, 5, 5) { Same = true, StrideHeight = 3, StrideWidth = 3 }, batch: 19);

    [Fact]
    public void A_convolution_of_many_channels_agrees_with_the_Oracle() =>
        LayerChecks.Convolution<DeepConv>(Any, new Reference.Conv2D(40, 3, 3) { Same = true }, batch: 19, Numbers.ToleranceOfLongSums);

    [Fact]
    public void The_lecture_networks_convolution_agrees_with_the_Oracle() =>
        LayerChecks.Convolution<LectureConv>(Any, new Reference.Conv2D(32, 5, 5), batch: 20, Numbers.ToleranceOfLongSums);

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void Convolutions_that_pool_agree_with_the_Oracle()
    {
        LayerChecks.ConvolutionAndPooling<StridedSameConv, WidePool>(Any, new Reference.Conv2D(3, 3, 4) { StrideHeight = 2, Same = true },
            new Reference.MaxPool(2, 3));
        LayerChecks.ConvolutionAndPooling<StridedSameConv, TallPool>(Any, new Reference.Conv2D(3, 3, 4) { StrideHeight = 2, Same = true },
            new Reference.MaxPool(4, 1));
        LayerChecks.ConvolutionAndPooling<DeepConv, DeepPool>(Any, new Reference.Conv2D(40, 3, 3) { Same = true },
            new Reference.MaxPool(2, 2), batch: 19, Numbers.ToleranceOfLongSums);
        LayerChecks.ConvolutionAndPooling<SameConv, EdgelessPool>(Any, new Reference.Conv2D(4, 4, 3) { Same = true, UseBias = false },
            new Reference.MaxPool(2, 3), batch: 19);
    }

    [Fact]
    public void The_lecture_networks_convolution_that_pools_agrees_with_the_Oracle() =>
        LayerChecks.ConvolutionAndPooling<LectureConv, LecturePool>(Any, new Reference.Conv2D(32, 5, 5), new Reference.MaxPool(2, 2),
            batch: 20, Numbers.ToleranceOfLongSums);

    [Fact]
    public void Dense_layers_agree_with_the_Oracle()
    {
        LayerChecks.FullyConnected<WideDense>(Any, batch: 33);
        LayerChecks.FullyConnected<SequenceDense>(Any, batch: 2, useBias: false);
        LayerChecks.FullyConnected<LectureDense>(Any, batch: 100, tolerance: Numbers.ToleranceOfLongSums);
    }

    /// <summary>One of each kernel that merges or normalizes, and a product that adds to a gradient; compiling takes long.</summary>
    public static TheoryData<string> Graphs => [.. Extent.Pick(s_graphs, step: 3)];

    private static readonly string[] s_graphs =
    [
        "[Input(8, 8, 3)] [Conv2D(4, 3, ReLU, Padding = Padding.Same, Name = \"a\")] [Conv2D(4, 3, Padding = Padding.Same)] "
        + "[Add(\"a\")] [Activation(ReLU)] [GlobalAveragePool] [Dense(3, Softmax)]",
        "[Input(6, 6, 2)] [Conv2D(4, 3, ReLU, Name = \"a\")] [MaxPool(3, Strides = 1, Padding = Padding.Same)] "
        + "[Concatenate(\"a\")] [Conv2D(3, 3, Name = \"b\")] [GlobalAveragePool] [Multiply(\"b\")] [Flatten] [Dense(2)]",
        "[Input(6)] [Dense(5, Tanh, Name = \"a\")] [Dense(5, Name = \"b\")] [Dense(5)] [Maximum(\"a\", \"b\")] [Minimum(\"a\")] "
        + "[Average(\"a\")] [Subtract(\"b\")] [Dense(2)]",
        "[Input(8, 8, 3)] [Conv2D(4, 3, UseBias = false, Padding = Padding.Same)] [BatchNormalization] [ReLU(Name = \"a\")] "
        + "[Conv2D(4, 3, Padding = Padding.Same)] [BatchNormalization] [Add(\"a\")] [ReLU] [Flatten] [Dense(5)] [BatchNormalization] "
        + "[Activation(Tanh)] [BatchNormalization(Trainable = false)] [Dense(3, Softmax)]",
        "[Input(4, 3)] [Dense(5, Tanh, Name = \"a\")] [Dense(2)] [Dot(\"a\", Axes = 1, Normalize = true)] [Flatten] [Dense(2)]",
        "[Input(6)] [Dense(5, Name = \"a\")] [Rescaling(2 /* x + number */)] [Dense(5, Tanh)] [Subtract(\"a\")] [Square] [Sum] "
        + "[Rescaling(3 /* x * number */)] [Dense(2)]",
        "[Input(4, 3)] [Rescaling(0.5, Offset = -0.25)] [Dense(5, Sigmoid, Name = \"a\")] [Rescaling(1 /* number / x */)] "
        + "[Rescaling(1 /* number - x */)] [Mean(1, KeepDims = true)] [Divide(\"a\")] [Square] [Sum(-1)] [Rescaling(3 /* x / number */)] "
        + "[Rescaling(1 /* -x */)] [Dense(2)]",
    ];

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Graphs_agree_with_the_Oracle(string stack) => LayerContract.CheckOn(Any, stack);

    [Fact]
    public void Arithmetic_and_sums_agree_with_the_Oracle()
    {
        LayerChecks.Arithmetic(Any);
        LayerChecks.Sums(Any);
    }

    [Fact]
    public void Pooling_agrees_with_the_Oracle()
    {
        LayerChecks.Pooling<OverlappingPool>(Any, new Reference.MaxPool(3, 2) { StrideHeight = 2, StrideWidth = 1, Same = true });
        LayerChecks.Pooling<TruncatingPool>(Any, new Reference.MaxPool(2, 2));
        LayerChecks.Pooling<OverlappingPool>(Any, new Reference.AveragePool(3, 2) { StrideHeight = 2, StrideWidth = 1, Same = true });
    }

    [Fact]
    public void Softmax_global_pooling_and_activations_agree_with_the_Oracle()
    {
        LayerChecks.Rows<ThreeRows>(Any);
        LayerChecks.AllActivations<TwentyOne>(Any);
    }

    [Fact]
    public void Regularizers_agree_with_the_Oracle() => LayerChecks.Regularizers(Any);

    [Fact]
    public void Dropout_draws_the_masks_of_the_Oracle() => LayerChecks.Masks<DropThreeOfTen>(Any);

    [Fact]
    public void Every_loss_agrees_with_the_CPU_s() => GpuLosses.Check(Any, repeat: 40);

    [Fact]
    public void Losses_of_groups_agree_with_the_Oracle() => GpuLosses.CheckAxes(Any, samples: 150);

    [Fact]
    public void The_ignored_class_has_no_loss() => GpuLosses.CheckIgnored(Any);

    [Fact]
    public void NaN_gets_through() => LayerChecks.NotANumber(Any);

    [Fact]
    public void Several_threads_may_use_the_device_at_the_same_time() => GpuTraining.PredictOnThreads(Any, threads: 4, times: 300);

    [Fact]
    public void A_launch_allocates_nothing()
    {
        using var bench = new Bench(Any, batch: 1);
        var (y, _) = bench.Room(TwentyOne.Size);
        for (int i = 0; i < 3; i++) { Kernels.Elementwise.Forward<TwentyOne, ReLU>(bench.Step, y, y); }
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) { Kernels.Elementwise.Forward<TwentyOne, ReLU>(bench.Step, y, y); }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private (GpuDevice? Device, string WhyNot) Open()
    {
        try { return ((GpuDevice)open(), ""); }
        catch (InvalidOperationException e) { return (null, e.Message); }
    }
}
