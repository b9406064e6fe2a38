using var model = new Net();
model.Compile("adam", "cross_entropy");
//~                   ^^^^^^^^^^^^^^^ MGN0201, error
//~ There is no loss "cross_entropy". Write "crossentropy".
//~ Write "crossentropy":
//~|model.Compile("adam", "crossentropy");

[Input(4)] [Dense(3, Softmax)]
public partial class Net;
