[Input(4)] [Dense(2)]
public partial class Net(string path);
//~                     ^^^^^^^^^^^^^ MGN0008, error
//~ Net has a primary constructor, but the generated half brings Net(Device? device, int? seed). Write an ordinary constructor that calls :
//~ this(device, seed).
