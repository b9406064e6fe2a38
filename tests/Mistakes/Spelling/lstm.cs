[Input(10, 4)]
[LSTM(32)]
//~^^ CS0246, error
//~ The type or namespace name 'LSTM' could not be found (are you missing a using directive or an assembly reference?)
//~^^ MGN0018, error
//~ [LSTM]: Keras has this layer, and ModelGen does not have it yet. Leave it out, or build the model from other layers.
[Dense(2)]
public partial class Net;
