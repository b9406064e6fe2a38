using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace ModelGen;

/// <summary>
/// A TensorBoard event file. Each record is the length of its data as 8 bytes, a checksum of these 8 bytes, the data, and a checksum of the
/// data; numbers are little-endian. Only whole records are handed to the file.
/// </summary>
internal sealed partial class EventFile(string folder)
{
    private static int s_files;

    private readonly MemoryStream _pending = new();
    private string? _path;
    private bool _begun;

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
        if (!_begun || (_pending.Length == 0 && !toDisk)) { return; }
        Directory.CreateDirectory(folder);
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
        (_path, _begun) = (null, false);
    }

    /// <summary>
    /// Writes down which file it is, by its name alone, and where it ends. One that is still to be made has its name from now on: whoever
    /// goes on from here writes to the same, and a training that is killed before this is saved leaves none.
    /// </summary>
    public void SaveState(StateWriter state, string name)
    {
        _path ??= NewPath();
        Flush(toDisk: true);
        state.Write($"{name}/file", Path.GetFileName(_path));
        state.Write($"{name}/length", _begun ? new FileInfo(_path).Length : 0);
    }

    /// <summary>Looks whether <see cref="LoadState"/> can take up a state.</summary>
    public void CheckState(StateReader state, string name) => Read(state, name);

    /// <summary>Goes on writing where <see cref="SaveState"/> was called: what came later is cut off.</summary>
    public void LoadState(StateReader state, string name)
    {
        if (Read(state, name) is not { } place) { return; }
        (_path, _begun) = (place.Path, place.Length > 0);
        if (!File.Exists(_path)) { return; }
        using var file = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.Read);
        file.SetLength(place.Length);
    }

    // A state says a name; the folder is that of the callback, wherever the state and its files lay when it was written (old ones say it).
    private (string Path, long Length)? Read(StateReader state, string name)
    {
        if (!state.Has($"{name}/file")) { return null; }
        string text = state.ReadText($"{name}/file"), file = text[(text.LastIndexOfAny(['/', '\\']) + 1)..];
        if (!FileName().IsMatch(file))
        {
            throw state.Bad($"the \"{name}/file\" of TensorBoard is \"{Shown.Text(text)}\"; expected events.out.tfevents.(...).v2.");
        }

        string path = Path.Combine(folder, file);
        long length = state.ReadInteger($"{name}/length", long.MaxValue), there = File.Exists(path) ? new FileInfo(path).Length : 0;
        if (there < length)
        {
            throw new InvalidDataException(
                $"{path} has {there:N0} bytes, but it had {length:N0} when the state of training was saved in {state.File}. "
                    + "Give the file back, or train from the beginning.");
        }

        return EndsRecord(path, length)
            ? (path, length)
            : throw state.Bad($"the \"{name}/length\" of TensorBoard is {length}, in the midst of a record of {path}; expected its end.");
    }

    private static bool EndsRecord(string path, long end)
    {
        if (end == 0) { return true; }
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> length = stackalloc byte[8];
        while (file.Position < end)
        {
            if (file.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) < length.Length) { return false; }
            ulong data = BinaryPrimitives.ReadUInt64LittleEndian(length);
            if (data > (ulong)(end - file.Position)) { return false; }
            file.Position += 4 + (long)data + 4;
        }

        return file.Position == end;
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
        if (_begun) { return; }
        _path ??= NewPath();
        _begun = true;
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

    [GeneratedRegex(@"^events\.out\.tfevents\.[0-9]{10,}\.[^/\\\p{C}]*\.v2$")]
    private static partial Regex FileName();
}
