[Input(10)]
[Embedding(1000, 32)]
//~^^^^^^^ CS0246, error
//~ The type or namespace name 'Embedding' could not be found (are you missing a using directive or an assembly reference?)
//~^^^^^^^ MGN0018, error
//~ [Embedding]: Keras has this layer, and ModelGen does not have it yet. Leave it out, or build the model from other layers.
[Dense(2)]
public partial class Net;
