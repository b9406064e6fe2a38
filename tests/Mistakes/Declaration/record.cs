[Input(4)] [Dense(2)]
public partial record Net;
//~            ^^^^^^ MGN0011, error
//~ Net is a record, but a model must be a plain partial class. Write partial class Net.
