[Dense(8, Activation.ReLU)] [Dense(2)] [Input(4)]
//~                                     ^^^^^ MGN0005, error
//~ [Input] stands after a layer. Layers apply in the order in which they are written: write [Input] first.
//~ Move [Input] before all layers:
//~|[Input(4)] [Dense(8, Activation.ReLU)] [Dense(2)]
public partial class Net;
