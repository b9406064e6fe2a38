[Input(8)] [Output("x")] [Dense(2)]
//~         ^^^^^^ MGN0023, error
//~ [Output] would give out the input itself, which nothing computes. Write it after a layer.
//~ Remove [Output]:
//~|[Input(8)] [Dense(2)]
public partial class Net;
