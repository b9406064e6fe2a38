public class Outer
//~          ^^^^^ MGN0002, error
//~ Net lies in Outer, which must be partial too. Write partial before Outer.
//~ Make it partial:
//~|public partial class Outer
{
    [Input(4)] [Dense(2)]
    public partial class Net;
}
