[Input(8, Name = "x")] [Dense(8, Activation.ReLU)] [From("x")] [Dense(2)]
//~                     ^^^^^ MGN0022, error
//~ Layer 1, Dense: nobody reads what it gives. Give it a Name that a later layer reads, or leave it out.
//~ Remove this layer:
//~|[Input(8, Name = "x")] [From("x")] [Dense(2)]
public partial class Net;
