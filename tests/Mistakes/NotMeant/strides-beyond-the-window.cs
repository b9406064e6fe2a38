[Input(28, 28, 1)]
[MaxPool(2, Strides = 3)]
//~         ^^^^^^^^^^^ MGN0102, info
//~ Layer 1, MaxPool: a 2 x 2 window with strides of 3 does not end at the edge of 28 x 28, so the last 2 rows and 2 columns are dropped and
//~ the output is 9 x 9. Write Truncate = true if that is meant.
//~ See also: Input
//~ Write Truncate = true:
//~|[MaxPool(2, Strides = 3, Truncate = true)]
//~ Write Padding = Padding.Same:
//~|[MaxPool(2, Strides = 3, Padding = Padding.Same)]
//~         ^^^^^^^^^^^ MGN0308, warning
//~ Layer 1, MaxPool: a window of 2 x 2 moves by 3 x 3, so that nobody reads some of the pixels. Write Strides = 2.
//~ Write 2:
//~|[MaxPool(2, Strides = 2)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
