[Input(4)] [Dense(2)]
public partial class Net : List<int>;
//~                        ^^^^^^^^^ MGN0007, error
//~ Net derives from List<int>, but the generated half derives from ModelGen.Model. Leave the base class out.
//~ Leave the base class out:
//~|public partial class Net;
