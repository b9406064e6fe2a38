using ModelGen.Kernels;
using ModelGen.Oracle;
using Xunit;
using Reference = ModelGen.Oracle;

namespace ModelGen.Tests.Gpu;

/// <summary>The GPU kernels as ILGPU's CPU accelerator runs them: about a million operations a second, so the sizes are tiny.</summary>
[Collection(nameof(CpuAcceleratorTests))]
public sealed class CpuAcceleratorTests
{
    private static readonly GpuDevice s_device = GpuDevice.CpuAccelerator();

    [Fact]
    public void A_convolution_with_strides_agrees_with_the_Oracle() =>
        LayerChecks.Convolution<StridedConv>(s_device, new Reference.Conv2D(5, 3, 2) { StrideHeight = 2 });

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void A_convolution_with_padding_and_no_bias_agrees_with_the_Oracle() =>
        LayerChecks.Convolution<SameConv>(s_device, new Reference.Conv2D(4, 4, 3) { Same = true, UseBias = false });

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void A_convolution_of_many_channels_agrees_with_the_Oracle() =>
        LayerChecks.Convolution<DeepConv>(s_device, new Reference.Conv2D(40, 3, 3) { Same = true }, batch: 1);

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void A_convolution_of_many_channels_that_pools_agrees_with_the_Oracle() =>
        LayerChecks.ConvolutionAndPooling<DeepConv, DeepPool>(s_device, new Reference.Conv2D(40, 3, 3) { Same = true },
            new Reference.MaxPool(2, 2), batch: 1);

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void A_convolution_larger_than_its_input_agrees_with_the_Oracle() =>
        LayerChecks.Convolution<WideConv>(s_device, new Reference.Conv2D(1, 5, 5) { Same = true, StrideHeight = 3, StrideWidth = 3 });

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void A_convolution_with_strides_and_padding_that_pools_agrees_with_the_Oracle() =>
        LayerChecks.ConvolutionAndPooling<StridedSameConv, WidePool>(s_device,
            new Reference.Conv2D(3, 3, 4) { StrideHeight = 2, Same = true }, new Reference.MaxPool(2, 3));

    [Fact]
    public void Argmax_that_do_not_fill_their_last_float_agree_with_the_Oracle() =>
        LayerChecks.ConvolutionAndPooling<StridedSameConv, TallPool>(s_device,
            new Reference.Conv2D(3, 3, 4) { StrideHeight = 2, Same = true }, new Reference.MaxPool(4, 1));

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void A_convolution_without_bias_that_pools_and_leaves_out_an_edge_agrees_with_the_Oracle() =>
        LayerChecks.ConvolutionAndPooling<SameConv, EdgelessPool>(s_device, new Reference.Conv2D(4, 4, 3) { Same = true, UseBias = false },
            new Reference.MaxPool(2, 3), batch: 17);

    [Fact]
    public void A_dense_layer_larger_than_a_tile_agrees_with_the_Oracle() => LayerChecks.FullyConnected<WideDense>(s_device, batch: 33);

    [Fact]
    public void A_dense_layer_over_a_sequence_agrees_with_the_Oracle() =>
        LayerChecks.FullyConnected<SequenceDense>(s_device, batch: 2, useBias: false);

    [Fact]
    public void Max_pooling_of_windows_that_overlap_agrees_with_the_Oracle() =>
        LayerChecks.Pooling<OverlappingPool>(s_device, new Reference.MaxPool(3, 2) { StrideHeight = 2, StrideWidth = 1, Same = true });

    [Fact]
    public void Max_pooling_that_leaves_out_an_edge_agrees_with_the_Oracle() =>
        LayerChecks.Pooling<TruncatingPool>(s_device, new Reference.MaxPool(2, 2));

    [Fact]
    public void Average_pooling_agrees_with_the_Oracle() =>
        LayerChecks.Pooling<OverlappingPool>(s_device, new Reference.AveragePool(3, 2) { StrideHeight = 2, StrideWidth = 1, Same = true });

    [Fact]
    public void Softmax_and_global_pooling_agree_with_the_Oracle() => LayerChecks.Rows<ThreeRows>(s_device);

    [Fact]
    public void Arithmetic_agrees_with_the_Oracle() => LayerChecks.Arithmetic(s_device);

    [Fact]
    public void Sums_agree_with_the_Oracle() => LayerChecks.Sums(s_device);

    [Fact]
    public void Activations_agree_with_the_Oracle() => LayerChecks.AllActivations<TwentyOne>(s_device);

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void Regularizers_agree_with_the_Oracle() => LayerChecks.Regularizers(s_device);

    [Fact]
    public void Dropout_draws_the_masks_of_the_Oracle() => LayerChecks.Masks<DropThreeOfTen>(s_device);

    [Fact]
    public void Every_loss_agrees_with_the_CPU_s() => GpuLosses.Check(s_device, repeat: 1);

    [Fact]
    public void Losses_of_groups_agree_with_the_Oracle() => GpuLosses.CheckAxes(s_device, samples: 3);

    [Fact]
    public void The_ignored_class_has_no_loss() => GpuLosses.CheckIgnored(s_device);

    [Fact]
    public void NaN_gets_through() => LayerChecks.NotANumber(s_device);
}
