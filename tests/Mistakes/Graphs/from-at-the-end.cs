[Input(8)] [Dense(8, Activation.ReLU, Name = "trunk")] [Dense(2)] [Output] [From("trunk")]
//~                                                                         ^^^^ MGN0027, error
//~ [From("trunk")]: no layer follows that would read it. Write one after it, or leave it out.
//~ Remove [From]:
//~|[Input(8)] [Dense(8, Activation.ReLU, Name = "trunk")] [Dense(2)] [Output]
public partial class Net;
