using System.IO.Hashing;
using System.Security.Cryptography;

namespace ModelGen;

/// <summary>
/// A checksum of our own files and data. It is to find damage and not an attacker, so it is XXH128, which is faster than memory and needs
/// no library of the system. Checkpoints of version 1 have SHA-256, for which .NET needs OpenSSL on Linux.
/// </summary>
internal sealed class Digest : IDisposable
{
    /// <summary>What it is called in texts.</summary>
    public const string NewName = "XXH128", OldName = "SHA-256";

    private readonly XxHash128? _hash;
    private readonly IncrementalHash? _old;

    /// <summary>Begins one.</summary>
    /// <param name="old">Whether it is to be compared with one of an old file.</param>
    public Digest(bool old = false)
    {
        if (old) { _old = IncrementalHash.CreateHash(HashAlgorithmName.SHA256); }
        else { _hash = new XxHash128(); }
    }

    /// <summary>How many hexadecimal digits it has.</summary>
    public int Length => _old is null ? 32 : 64;

    /// <summary>What it is called.</summary>
    public string Name => _old is null ? NewName : OldName;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _old?.AppendData(bytes);
        _hash?.Append(bytes);
    }

    /// <summary>The digits, in lower case.</summary>
    public string Digits() => Convert.ToHexStringLower(_old?.GetHashAndReset() ?? _hash!.GetHashAndReset());

    public void Dispose() => _old?.Dispose();
}
