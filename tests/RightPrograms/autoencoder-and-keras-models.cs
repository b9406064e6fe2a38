[Input(784)]
[Dense(64, Activation.ReLU)] [Dense(16, Activation.ReLU, Name = "code")]
[Dense(64, Activation.ReLU)] [Dense(784, Activation.Sigmoid)]
public partial class Autoencoder;

[Input(28, 28, 1)] [Conv2D(32, 5, 5, Activation.ReLU)] [MaxPooling2D(2)] [Flatten] [Dense(10, Activation.Softmax)]
public partial class CnnMnist;

[Input(12, 12, 3)]
[Conv2D(8, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [ReLU] [MaxPooling2D(2)] [Dropout(0.25)]
[Conv2D(12, 3, Activation.ReLU)] [BatchNormalization] [GlobalAveragePooling2D] [Dropout(0.5)]
[Dense(5, Activation.Softmax)]
public partial class CnnBatchnormDropout;

[Input(12, 12, 3, Name = "image")]
[Conv2D(8, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [Activation(Activation.ReLU, Name = "a")]
[Conv2D(8, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [Activation(Activation.ReLU)]
[Conv2D(8, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization]
[Add("a")] [Activation(Activation.ReLU, Name = "b")]
[Conv2D(12, 3, Strides = 2, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [Activation(Activation.ReLU)]
[Conv2D(12, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization(Name = "c")]
[From("b")] [Conv2D(12, 1, Strides = 2, UseBias = false)] [BatchNormalization]
[Add("c")] [Activation(Activation.ReLU)]
[GlobalAveragePooling2D] [Dense(4, Activation.Softmax)]
public partial class ResidualCnn;
