[Input(4)] [Dense(2)]
public static partial class Net;
//~    ^^^^^^ MGN0011, error
//~ Net is static, but a model must be a plain partial class. Write partial class Net.
