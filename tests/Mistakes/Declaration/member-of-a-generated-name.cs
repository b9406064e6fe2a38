[Input(4)] [Dense(2)]
public partial class Net
{
    public string Summary { get; set; } = "";
//~               ^^^^^^^ MGN0010, error
//~ Net declares Summary, which is the name of a generated member. Rename it.
}
