[Input(4)] [Dense(2)]
public partial class Net<T>;
//~                     ^^^ MGN0011, error
//~ Net is generic, but a model must be a plain partial class. Write partial class Net.
