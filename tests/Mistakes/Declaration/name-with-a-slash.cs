[Input(4)] [Dense(2, Name = "head/out")]
//~                  ^^^^^^^^^^^^^^^^^ MGN0014, error
//~ "head/out" cannot be a name: parameters and files are called by it. Use letters, digits and underscores.
//~ Write "head_out":
//~|[Input(4)] [Dense(2, Name = "head_out")]
public partial class Net;
