namespace ModelGen.Oracle;

/// <summary>
/// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw (2011): a function of (counter, key), with no state.
/// </summary>
public static class Philox
{
    public static uint[] Words(uint[] counter, uint[] key)
    {
        var (c, k0, k1) = ((uint[])counter.Clone(), key[0], key[1]);
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = 0xD2511F53UL * c[0];
            ulong p1 = 0xCD9E8D57UL * c[2];
            c = [(uint)(p1 >> 32) ^ c[1] ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c[3] ^ k1, (uint)p0];
            unchecked
            {
                k0 += 0x9E3779B9;
                k1 += 0xBB67AE85;
            }
        }

        return c;
    }
}
