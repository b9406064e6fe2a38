using var model = new Net();
model.Compile("adam", new CosineSimilarity());
//~                   ^^^^^^^^^^^^^^^^^^^^^^ MGN0202, error
//~ CosineSimilarity compares directions, but layer 1 (Dense) gives 1 value, which has none. Write MeanSquaredError, or give it several
//~ units.
//~ See also: Dense(1)
//~ Write Loss.MeanSquaredError:
//~|model.Compile("adam", Loss.MeanSquaredError);

[Input(784)]
[Dense(1)]
public partial class Net;
