[Input(10, 4)]
[LSMT(32)]
//~^^ CS0246, error
//~ The type or namespace name 'LSMT' could not be found (are you missing a using directive or an assembly reference?)
//~^^ MGN0034, error
//~ [LSMT]: there is no such layer. Keras has LSTM, which is not there yet. Leave it out, or build the model from other layers.
[Dense(2)]
public partial class Net;
