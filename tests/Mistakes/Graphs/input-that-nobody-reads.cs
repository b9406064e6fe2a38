[Input(8, Name = "x")] [Input(4, Name = "y")] [Dense(2)]
//~^^^ MGN0004, error
//~ Input 1: nobody reads it. Read "x" in a later layer, or leave it out.
//~ Remove this [Input]:
//~|[Input(4, Name = "y")] [Dense(2)]
public partial class Net;
