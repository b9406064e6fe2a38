[Input(28, 28, 1)]
[Conv2D(8, 3, Temperature = 2)]
//~           ^^^^^^^^^^^ CS0246, error
//~ The type or namespace name 'Temperature' could not be found (are you missing a using directive or an assembly reference?)
//~           ^^^^^^^^^^^ MGN0035, error
//~ [Conv2D]: it has no argument Temperature. It has filters, kernelSize, activation, kernelHeight, kernelWidth, Strides, StrideHeight,
//~ StrideWidth, Padding, Truncate, UseBias, KernelInitializer, KernelInitializerConfig, BiasInitializer, BiasInitializerConfig, KernelL1,
//~ KernelL2, BiasL1, BiasL2, ActivityL1, ActivityL2, Trainable and Name.
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
