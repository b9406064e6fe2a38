namespace ModelGen.Generators.Layers;

/// <summary>
/// The layers of Keras, with their aliases, that are not there yet, each with what to write instead where there is something. A layer that
/// comes into <see cref="LayerCatalog"/> goes from here; a test sees to it.
/// </summary>
internal static class KerasLayers
{
    private const string Nothing = "Leave it out, or build the model from other layers";

    public static readonly (string Names, string Instead)[] NotYet =
    [
        ("InputLayer", "Write [Input(28, 28, 1)], the shape of one sample"),
        ("Convolution2D", "Write [Conv2D]"),
        ("MaxPool2D", "Write [MaxPool] or [MaxPooling2D]"),
        ("AvgPool2D", "Write [AveragePool] or [AveragePooling2D]"),
        ("GlobalAvgPool2D GlobalAveragePooling1D GlobalAvgPool1D", "Write [GlobalAveragePool]"),
        ("ELU", "Write [Activation(Activation.ELU)]"),
        ("LeakyReLU", "Write [Activation(Activation.LeakyReLU)], whose slope is 0.2"),
        ("Softmax", "Write [Activation(Activation.Softmax)]"),
        ("PReLU ThresholdedReLU", "Write [Activation(Activation.LeakyReLU)], say, which learns no slopes"),
        ("Conv1D Conv3D Conv1DTranspose Conv2DTranspose Conv3DTranspose Convolution1D Convolution3D Convolution1DTranspose", Nothing),
        ("Convolution2DTranspose Convolution3DTranspose DepthwiseConv1D DepthwiseConv2D SeparableConv1D SeparableConv2D", Nothing),
        ("SeparableConvolution1D SeparableConvolution2D ConvLSTM1D ConvLSTM2D ConvLSTM3D", Nothing),
        ("MaxPooling1D MaxPooling3D MaxPool1D MaxPool3D AveragePooling1D AveragePooling3D AvgPool1D AvgPool3D", Nothing),
        ("GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D GlobalMaxPool1D GlobalMaxPool2D GlobalMaxPool3D", Nothing),
        ("GlobalAveragePooling3D GlobalAvgPool3D AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D", Nothing),
        ("AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D", Nothing),
        ("LayerNormalization GroupNormalization RMSNormalization UnitNormalization SpectralNormalization", Nothing),
        ("RNN SimpleRNN LSTM GRU SimpleRNNCell LSTMCell GRUCell StackedRNNCells Bidirectional TimeDistributed Wrapper", Nothing),
        ("Embedding ReversibleEmbedding Masking EinsumDense Lambda Identity", Nothing),
        ("Attention AdditiveAttention MultiHeadAttention GroupQueryAttention GroupedQueryAttention", Nothing),
        ("SpatialDropout1D SpatialDropout2D SpatialDropout3D GaussianDropout AlphaDropout GaussianNoise ActivityRegularization", Nothing),
        ("Permute RepeatVector Cropping1D Cropping2D Cropping3D ZeroPadding1D ZeroPadding2D ZeroPadding3D", Nothing),
        ("UpSampling1D UpSampling2D UpSampling3D Resizing CenterCrop", Nothing),
        ("Normalization Discretization CategoryEncoding Hashing HashedCrossing StringLookup IntegerLookup TextVectorization", Nothing),
        ("FeatureSpace MelSpectrogram STFTSpectrogram Pipeline AutoContrast AugMix CutMix Equalization MaxNumBoundingBoxes", Nothing),
        ("MixUp RandAugment RandomBrightness RandomColorDegeneration RandomColorJitter RandomContrast RandomCrop", Nothing),
        ("RandomElasticTransform RandomErasing RandomFlip RandomGaussianBlur RandomGrayscale RandomHeight RandomHue RandomInvert", Nothing),
        ("RandomPerspective RandomPosterization RandomRotation RandomSaturation RandomSharpness RandomShear RandomTranslation", Nothing),
        ("RandomWidth RandomZoom Solarization JaxLayer FlaxLayer TFSMLayer TorchModuleWrapper", Nothing),
    ];

    private static readonly Dictionary<string, string> s_instead = NotYet
        .SelectMany(row => row.Names.Split(' ').Select(name => (Name: name, row.Instead)))
        .ToDictionary(layer => layer.Name, layer => layer.Instead);

    /// <summary>The names in the table.</summary>
    public static IReadOnlyCollection<string> Names => s_instead.Keys;

    /// <summary>What to write in place of one of Keras's layers that is not there yet; null for any other name.</summary>
    public static string? Instead(string name) => s_instead.TryGetValue(name, out string instead) ? instead : null;
}
