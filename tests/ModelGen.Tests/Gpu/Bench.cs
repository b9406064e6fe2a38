using ModelGen.Kernels;

namespace ModelGen.Tests.Gpu;

/// <summary>One step on a device with blocks of its own, for tests of single kernels.</summary>
internal sealed class Bench : ParameterStore
{
    /// <summary>What a block holds before a kernel writes to it.</summary>
    public const float Dirt = 777f;

    private readonly List<Arena> _arenas = [];

    public Bench(Device device, int batch, bool training = true, int seed = 1) : base(device, parameterValues: 16, seed)
    {
        Step = new Step(this, valuesPerSample: 16, laneValues: 16);
        Step.Begin(batch, training);
    }

    public Step Step { get; }

    internal override IReadOnlyList<StoredParameter> Contents => [];

    /// <summary>A block that holds <paramref name="values"/>.</summary>
    public Block Put(IEnumerable<double> values)
    {
        float[] floats = [.. values.Select(v => (float)v)];
        Arena arena = Add(floats.Length);
        arena.Upload(floats);
        return arena.Slice(0, floats.Length);
    }

    /// <summary>A block full of <see cref="Dirt"/>, so that a value that a kernel forgets is seen.</summary>
    public (Block Block, Func<float[]> Read) Room(int length)
    {
        Arena arena = Add(length);
        float[] dirt = new float[length];
        Array.Fill(dirt, Dirt);
        arena.Upload(dirt);
        return (arena.Slice(0, length), () =>
        {
            float[] values = new float[length];
            arena.Download(values);
            return values;
        });
    }

    public override void Dispose()
    {
        Step.Dispose();
        foreach (Arena arena in _arenas) { arena.Dispose(); }
        base.Dispose();
    }

    private Arena Add(int length)
    {
        Arena arena = Device.Allocate(length);
        _arenas.Add(arena);
        return arena;
    }
}
