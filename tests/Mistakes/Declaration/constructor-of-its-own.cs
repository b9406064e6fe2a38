[Input(4)] [Dense(2)]
public partial class Net
{
    public Net(string path) { }
//~        ^^^ CS7036, error
//~ There is no argument given that corresponds to the required parameter 'definition' of 'Model.Model(ModelDefinition, Device?, int?)'
//~        ^^^ MGN0009, error
//~ This constructor of Net does not call the generated one. Write : this(device, seed), or : this(), after its parameters.
//~ Call : this():
//~|    public Net(string path) : this() { }
}
