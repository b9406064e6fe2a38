[Input(4)] [Dense(2)]
public class Net;
//~          ^^^ MGN0001, error
//~ Net must be partial, so that its other half can be generated. Write partial class Net.
//~ Make it partial:
//~|public partial class Net;
