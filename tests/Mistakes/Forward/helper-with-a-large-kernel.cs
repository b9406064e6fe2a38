[Model]
public partial class Net
{
    private static Tensor Forward([Input(12, 12, 3)] Tensor image)
    {
        Tensor x = image;
        for (int i = 0; i < 4; i++) { x = Block(x, kernel: 5); }
//~                                                        ^ MGN0101, error
//~ In Block, call 3 of 4, kernel = 5: layer 3, Conv2D: a 5 x 5 kernel does not fit the 4 x 4 x 8 that layer 2 (Conv2D) gives. Use at most 4
//~ x 4, or Padding.Same.
//~ See also: Block(x, kernel: 5)
//~ See also: Conv2D
//~ Write 4:
//~|        for (int i = 0; i < 4; i++) { x = Block(x, kernel: 4); }
        return x.Flatten().Dense(10, Softmax);
    }

    private static Tensor Block(Tensor x, int kernel) => x.Conv2D(8, kernel, ReLU);
//~                                                                  ^^^^^^ MGN0101, error
//~ In Block, call 3 of 4, kernel = 5: layer 3, Conv2D: a 5 x 5 kernel does not fit the 4 x 4 x 8 that layer 2 (Conv2D) gives. Use at most 4
//~ x 4, or Padding.Same.
//~ See also: Block(x, kernel: 5)
//~ See also: Conv2D
//~ Write padding: Padding.Same:
//~|    private static Tensor Block(Tensor x, int kernel) => x.Conv2D(8, kernel, ReLU, padding: Padding.Same);
}
