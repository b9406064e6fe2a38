namespace ModelGen.Kernels;

/// <summary>A vector of floats of some width, so that a kernel is written once for all of them. <see cref="Simd"/> chooses one.</summary>
internal unsafe interface ISimd<TSelf> where TSelf : struct, ISimd<TSelf>
{
    /// <summary>Its type in .NET, and the instructions behind it.</summary>
    static abstract string Name { get; }

    /// <summary>Floats in it.</summary>
    static abstract int Width { get; }

    /// <summary>How many of it the registers hold.</summary>
    static abstract int Registers { get; }

    /// <summary>The most rows of a tile that fit the registers beside two columns.</summary>
    static abstract int MaxRows { get; }

    static abstract TSelf Load(float* address);

    /// <summary>
    /// The number at an address, for <see cref="AddScaled"/>: in each place, or in the first alone where a multiply-add takes it from
    /// there.
    /// </summary>
    static abstract TSelf LoadScalar(float* address);

    /// <summary>a b + sum, rounded once where the CPU can, else twice.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf sum);

    /// <summary>The same of single numbers, rounded as often.</summary>
    static abstract float MultiplyAdd(float a, float b, float sum);

    /// <summary>
    /// Adds a product to this sum. The compiler then writes the sum where it was; what <see cref="MultiplyAdd(TSelf, TSelf, TSelf)"/> gives
    /// it writes over the last use of <paramref name="a"/>, and moves it: moves of 512 bits take the ports of multiply-adds on Intel's
    /// processors.
    /// </summary>
    void AddProduct(TSelf a, TSelf b);

    /// <summary>Adds the product of a vector and a number that <see cref="LoadScalar"/> loaded to this sum.</summary>
    void AddScaled(TSelf scalar, TSelf b);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>The same number in each place.</summary>
    static abstract TSelf Of(float value);

    /// <summary>The same 32 bits in each place.</summary>
    static abstract TSelf OfBits(int bits);

    /// <summary>The sums of the bits of ints.</summary>
    static abstract TSelf AddBits(TSelf a, TSelf b);

    /// <summary>
    /// Where <paramref name="value"/> is larger than <paramref name="largest"/>, or the first NaN, it takes its place, and
    /// <paramref name="code"/> that of <paramref name="position"/>.
    /// </summary>
    static abstract void KeepLarger(TSelf value, TSelf code, ref TSelf largest, ref TSelf position);

    /// <summary>The same, but only <paramref name="largest"/> is asked whether it is NaN: one comparison less.</summary>
    static abstract void KeepLargerNumber(TSelf value, TSelf code, ref TSelf largest, ref TSelf position);

    /// <summary>
    /// ReLU: 0 where <paramref name="value"/> is below 0, and <paramref name="closed"/> in the place of <paramref name="position"/> where
    /// it is not above: no gradient goes back there.
    /// </summary>
    static abstract void Rectify(ref TSelf value, TSelf closed, ref TSelf position);

    /// <summary>The largest of four; NaN where one of them is.</summary>
    static abstract TSelf Largest(TSelf a, TSelf b, TSelf c, TSelf d);

    /// <summary>
    /// The same, but only <paramref name="a"/> and <paramref name="c"/> are asked whether they are NaN: what <see cref="KeepLargerNumber"/>
    /// makes of each pair.
    /// </summary>
    static abstract TSelf LargestOfRows(TSelf a, TSelf b, TSelf c, TSelf d);

    /// <summary><paramref name="value"/> where the bits of <paramref name="a"/> and <paramref name="b"/> are the same, else 0.</summary>
    static abstract TSelf WhereSame(TSelf a, TSelf b, TSelf value);

    /// <summary><paramref name="value"/> where they differ, else 0.</summary>
    static abstract TSelf WhereOther(TSelf a, TSelf b, TSelf value);

    /// <summary>Bytes, each as the 32 bits of an int.</summary>
    static abstract TSelf LoadBytes(byte* address);

    /// <summary>The lowest byte of each place's bits.</summary>
    void StoreBytes(byte* address);

    /// <summary>The first <paramref name="count"/> numbers at an address, 1 to <see cref="Width"/>, and 0 in the other places.</summary>
    static abstract TSelf LoadFirst(float* address, int count);

    /// <summary>Puts the first <paramref name="count"/> places at an address, 1 to <see cref="Width"/>, and writes nothing else.</summary>
    void StoreFirst(float* address, int count);

    /// <summary>
    /// Writes those values that are not 0 side by side, and the bits of their <paramref name="places"/> too. Whole vectors are written.
    /// </summary>
    /// <returns>How many those are.</returns>
    static abstract int StoreNonZero(TSelf value, TSelf places, float* toValues, int* toPlaces);

    /// <summary>The sum of all places.</summary>
    static abstract float Sum(TSelf value);

    /// <summary>
    /// Adds <see cref="Width"/> columns of a matrix up, in double: to each sum the column of a, to each product that of a b.
    /// </summary>
    /// <param name="a">The first row.</param>
    /// <param name="b">The first row of another matrix, which may be the same.</param>
    /// <param name="stride">From one row to the next, of both.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="sums">Is added to.</param>
    /// <param name="products">Is added to.</param>
    static abstract void AddColumns(float* a, float* b, long stride, int rows, double* sums, double* products);

    /// <summary>What <see cref="Permute"/> takes as indices: from the bits of ints, of which only the lowest count.</summary>
    static abstract TSelf Indices(TSelf ints);

    /// <summary>Place i gets <paramref name="value"/>'s place <paramref name="indices"/>[i].</summary>
    static abstract TSelf Permute(TSelf value, TSelf indices);

    /// <summary>Turns a matrix of <see cref="Width"/> rows and columns: to[c, r] = from[r, c].</summary>
    static abstract void Turn(float* from, long fromStride, float* to, long toStride);

    void Store(float* address);
}
