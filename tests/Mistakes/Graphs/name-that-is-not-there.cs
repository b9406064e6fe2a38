[Input(8)] [Dense(8, Activation.ReLU, Name = "trunk")] [Dense(8)] [Add("trnk")] [Dense(2)]
//~                                                                    ^^^^^^ MGN0020, error
//~ Layer 3, Add: no layer before it has the name "trnk". Write "trunk".
//~ Write "trunk":
//~|[Input(8)] [Dense(8, Activation.ReLU, Name = "trunk")] [Dense(8)] [Add("trunk")] [Dense(2)]
public partial class Net;
