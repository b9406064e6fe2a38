[Input(8)] [Dense(-2)]
//~               ^^ MGN0103, error
//~ Layer 1, Dense: units is -2. Use 1 or more.
//~ See also: Input
public partial class Net;
