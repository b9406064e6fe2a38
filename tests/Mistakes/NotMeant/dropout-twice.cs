[Input(784)]
[Dense(64, ReLU)] [Dropout(0.25)] [Dropout(0.25)]
//~                                ^^^^^^^ MGN0315, warning
//~ Layer 3, Dropout: layer 2 (Dropout) drops values already. Leave one of them out.
//~ Remove this layer:
//~|[Dense(64, ReLU)] [Dropout(0.25)]
[Dense(10, Activation.Softmax)]
public partial class Net;
