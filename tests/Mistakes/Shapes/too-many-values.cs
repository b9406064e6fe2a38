[Input(65536, 65536)] [Flatten] [Dense(2)]
//~    ^^^^^^^^^^^^ MGN0108, error
//~ Input: one sample, 65,536 x 65,536, has 4,294,967,296 values; one buffer holds at most 2,147,483,647. Use smaller sizes.
public partial class Net;
