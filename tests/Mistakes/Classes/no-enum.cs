[Classes(typeof(string))]
//~      ^^^^^^^^^^^^^^ MGN0222, error
//~ Net: Classes takes String, but that is no enum. Give it an enum, or the names themselves.
[Input(784)]
[Dense(3, Softmax)]
public partial class Net;
