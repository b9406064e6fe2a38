using System.Numerics;

namespace ModelGen.Kernels;

// Channels lie side by side, so a vector of them is pooled at once: the largest so far and where it stood. A NaN wins and stays.
// Backward, where windows do not overlap each place of a window takes dy if it won, else 0; else maxima are added up one by one.
public static unsafe partial class MaxPool
{
    private static void CpuForward<S>(Step s, Block y, Block argmax, Block x) where S : struct, IPool2D
    {
        var task = new ForwardTask<S> { Y = y.Pointer, Argmax = s.Training ? (int*)argmax.Pointer : null, X = x.Pointer };
        s.Run(ref task, s.Count, 4L * s.Count * S.OutputHeight * S.OutputWidth * S.PoolHeight * S.PoolWidth * S.Channels);
    }

    private static void CpuBackward<S>(Step s, Block dx, Block argmax, Block dy) where S : struct, IPool2D
    {
        var task = new BackwardTask<S> { DX = dx.Pointer, Argmax = (int*)argmax.Pointer, DY = dy.Pointer };
        s.Run(ref task, s.Count, 4L * s.Count * S.InputHeight * S.InputWidth * S.Channels);
    }

    private struct ForwardTask<S> : ITask where S : struct, IPool2D
    {
        public float* Y, X;
        public int* Argmax;

        public readonly void Execute(int index)
        {
            float* x = X + ((long)index * S.InputHeight * S.InputWidth * S.Channels);
            long place = (long)index * S.OutputHeight * S.OutputWidth * S.Channels;
            for (int row = 0; row < S.OutputHeight; row++)
            {
                for (int column = 0; column < S.OutputWidth; column++, place += S.Channels)
                {
                    Pool(PoolWindow.At<S>(row, column), x, Y + place, Argmax == null ? null : Argmax + place);
                }
            }
        }

        private static void Pool(PoolWindow window, float* x, float* y, int* argmax)
        {
            int channel = 0;
            for (; channel <= S.Channels - Vector<float>.Count; channel += Vector<float>.Count)
            {
                int first = (((window.Top * S.InputWidth) + window.Left) * S.Channels) + channel;
                Vector<float> largest = Vector.Load(x + first);
                var position = new Vector<int>(first);
                for (int r = window.Top; r < window.Bottom; r++)
                {
                    for (int c = window.Left; c < window.Right; c++)
                    {
                        int at = (((r * S.InputWidth) + c) * S.Channels) + channel;
                        Vector<float> value = Vector.Load(x + at);
                        Vector<int> wins = Vector.GreaterThan(value, largest)
                            | Vector.AndNot(Vector.Equals(largest, largest), Vector.Equals(value, value));
                        largest = Vector.ConditionalSelect(wins, value, largest);
                        position = Vector.ConditionalSelect(wins, new Vector<int>(at), position);
                    }
                }

                largest.Store(y + channel);
                if (argmax != null) { (position + Vector<int>.Indices).Store(argmax + channel); }
            }

            for (; channel < S.Channels; channel++)
            {
                int position = (((window.Top * S.InputWidth) + window.Left) * S.Channels) + channel;
                for (int r = window.Top; r < window.Bottom; r++)
                {
                    for (int c = window.Left; c < window.Right; c++)
                    {
                        int at = (((r * S.InputWidth) + c) * S.Channels) + channel;
                        if (x[at] > x[position] || (float.IsNaN(x[at]) && !float.IsNaN(x[position]))) { position = at; }
                    }
                }

                y[channel] = x[position];
                if (argmax != null) { argmax[channel] = position; }
            }
        }
    }

    private struct BackwardTask<S> : ITask where S : struct, IPool2D
    {
        public float* DX, DY;
        public int* Argmax;

        public readonly void Execute(int index)
        {
            float* dx = DX + ((long)index * S.InputHeight * S.InputWidth * S.Channels);
            long place = (long)index * S.OutputHeight * S.OutputWidth * S.Channels;
            bool overlap = S.StrideHeight < S.PoolHeight || S.StrideWidth < S.PoolWidth;
            bool cover = S.OutputHeight * S.StrideHeight == S.InputHeight && S.OutputWidth * S.StrideWidth == S.InputWidth
                && S.StrideHeight == S.PoolHeight && S.StrideWidth == S.PoolWidth;
            if (!cover) { new Span<float>(dx, S.InputHeight * S.InputWidth * S.Channels).Clear(); }
            if (overlap)
            {
                int count = S.OutputHeight * S.OutputWidth * S.Channels;
                for (int i = 0; i < count; i++) { dx[Argmax[place + i]] += DY[place + i]; }
                return;
            }

            for (int row = 0; row < S.OutputHeight; row++)
            {
                for (int column = 0; column < S.OutputWidth; column++, place += S.Channels)
                {
                    Unpool(PoolWindow.At<S>(row, column), dx, Argmax + place, DY + place);
                }
            }
        }

        private static void Unpool(PoolWindow window, float* dx, int* argmax, float* dy)
        {
            for (int r = window.Top; r < window.Bottom; r++)
            {
                for (int c = window.Left; c < window.Right; c++)
                {
                    int at = ((r * S.InputWidth) + c) * S.Channels;
                    int channel = 0;
                    for (; channel <= S.Channels - Vector<float>.Count; channel += Vector<float>.Count)
                    {
                        Vector<int> won = Vector.Equals(Vector.Load(argmax + channel), new Vector<int>(at + channel) + Vector<int>.Indices);
                        Vector.ConditionalSelect(won, Vector.Load(dy + channel), Vector<float>.Zero).Store(dx + at + channel);
                    }

                    for (; channel < S.Channels; channel++) { dx[at + channel] = argmax[channel] == at + channel ? dy[channel] : 0f; }
                }
            }
        }
    }
}
