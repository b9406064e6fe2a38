[Input(8)] [Dense(8, Activation.ReLU)] [Add("late")] [Dense(8, Name = "late")] [Dense(2)]
//~                                         ^^^^^^ MGN0021, error
//~ Layer 2, Add: "late" is the name of [Dense], which comes later. A layer can read only what stands before it: write it further down.
public partial class Net;
