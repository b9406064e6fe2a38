using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace ModelGen;

/// <summary>
/// A TensorBoard event file. Each record is the length of its data as 8 bytes, a checksum of these 8 bytes, the data, and a checksum of the
/// data; numbers are little-endian. Only whole records are handed to the file.
/// </summary>
internal sealed class EventFile(string folder)
{
    private static int s_files;

    private readonly MemoryStream _pending = new();
    private string? _path;

    /// <summary>Adds a scalar; the file is made at the first one.</summary>
    public void Add(string tag, double value, long step)
    {
        Begin();
        Record(EventMessage.Scalar(Now, step, tag, (float)value));
    }

    /// <summary>Hands what has been added to the file.</summary>
    /// <param name="toDisk">Whether to wait until the disk has it.</param>
    public void Flush(bool toDisk = false)
    {
        if (_pending.Length == 0 && !toDisk) { return; }
        using (var file = new FileStream(_path!, FileMode.Append, FileAccess.Write, FileShare.Read))
        {
            file.Write(_pending.GetBuffer(), 0, (int)_pending.Length);
            file.Flush(toDisk);
        }

        _pending.SetLength(0);
    }

    /// <summary>Ends the file; the next scalar begins another.</summary>
    public void Close()
    {
        Flush();
        _path = null;
    }

    /// <summary>
    /// Writes down where the file ends. One that will be written to is made, so that whoever goes on from here knows its name.
    /// </summary>
    public void SaveState(StateWriter state, string name)
    {
        Begin();
        Flush(toDisk: true);
        state.Write($"{name}/file", _path!);
        state.Write($"{name}/length", new FileInfo(_path!).Length);
    }

    public void LoadState(StateReader state, string name)
    {
        if (!state.Has($"{name}/file")) { return; }
        string path = state.ReadText($"{name}/file");
        long length = state.ReadInteger($"{name}/length");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        if (file.Length < length)
        {
            throw new InvalidDataException(
                $"{path} has {file.Length:N0} bytes, but it had {length:N0} when the state of training was saved. Give the file back, or "
                    + "train from the beginning.");
        }

        file.SetLength(length);
        _path = path;
    }

    /// <summary>CRC-32C, rotated and shifted by a constant, because checksums of data that hold checksums are weak.</summary>
    public static uint MaskedChecksum(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data) { crc = BitOperations.Crc32C(crc, value); }
        return BitOperations.RotateRight(~crc, 15) + 0xA282_EAD8;
    }

    private static double Now => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;

    private void Begin()
    {
        if (_path is not null) { return; }
        Directory.CreateDirectory(folder);
        _path = NewPath();
        Record(EventMessage.Version(Now));
    }

    // TensorBoard takes each file whose name holds "tfevents", and reads those of a folder in the order of their names.
    private string NewPath()
    {
        string seconds = ((long)Now).ToString("D10", CultureInfo.InvariantCulture);
        return Path.Combine(folder,
            $"events.out.tfevents.{seconds}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref s_files) - 1}.v2");
    }

    private void Record(byte[] data)
    {
        Span<byte> header = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(header, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], MaskedChecksum(header[..8]));
        _pending.Write(header);
        _pending.Write(data);
        BinaryPrimitives.WriteUInt32LittleEndian(header, MaskedChecksum(data));
        _pending.Write(header[..4]);
    }
}
