[Input(8)] [Dense(2)] [Output("a")] [Output("b")]
//~                                  ^^^^^^ MGN0026, error
//~ Layer 1, Dense: the model gives out what it gives already. Leave one [Output].
//~ Remove [Output]:
//~|[Input(8)] [Dense(2)] [Output("a")]
public partial class Net;
