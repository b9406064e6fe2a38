using System.Text;
using ModelGen.Data;
using ModelGen.Tests;
using Xunit;

namespace ModelGen.Tables.Tests;

/// <summary>These tests count what is allocated on all threads, so nothing runs beside them.</summary>
[CollectionDefinition(nameof(MutatedFileTests), DisableParallelization = true)]
public class MutatedFileCollection;

/// <summary>Damaged files give a table or the documented exception, each by its number as seed.</summary>
[Collection(nameof(MutatedFileTests))]
public sealed class MutatedFileTests : IDisposable
{
    // Far above what a whole file needs, far below what a length that is believed would take.
    private const long MostBytes = 64 << 20;

    private static readonly string[] s_pieces =
    [
        "\"", "\"\"", ",", ";", "\n", "\r", "\t", "\0", "\uFEFF", "1e999", "-", "ä", "NaN", "true", "9223372036854775808", "{",
        "2026-01-32",
    ];

    private readonly TemporaryFolder _folder = new();

    private static int Files => Extent.Pick(500, 10_000);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Mutated_csv_files()
    {
        byte[] whole = Encoding.UTF8.GetBytes("name,age,new,born,\"say, so\"\n" + string.Concat(Enumerable.Range(0, 30).Select(
            i => $"\"n \"\"{i}\"\"\",{i / 4.0},{(i % 2 == 0 ? "true" : "")},2026-01-{(i % 28) + 1:D2},{i}\r\n")));
        Check(whole, "a.csv", path => Table.ReadCsv(path), text: true);
    }

    [Fact]
    public void Mutated_parquet_files() => Check(ParquetFiles.Small(20), "a.parquet", Table.ReadParquet, text: false);

    [Fact]
    public void Mutated_parquet_files_that_Arrow_has_written() => Check(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Files", "arrow-plain.parquet")), "a.parquet", Table.ReadParquet,
        text: false);

    private void Check(byte[] whole, string name, Func<string, Table> read, bool text)
    {
        int tables = 0;
        for (int seed = 0; seed < Files; seed++)
        {
            string path = _folder.Write(name, Mutated(whole, seed, text));
            Exception? fault = null;
            long allocated = 0;
            var reading = Task.Run(() =>
            {
                long before = GC.GetTotalAllocatedBytes();
                fault = Record.Exception(() => { _ = read(path).ToString(); });
                allocated = GC.GetTotalAllocatedBytes() - before;
            });
            Assert.True(reading.Wait(TimeSpan.FromSeconds(30)), $"Seed {seed}: it takes for ever.");
            if (fault is null) { tables++; }
            else
            {
                Assert.True(fault is InvalidDataException, $"Seed {seed}: {fault}");
                Assert.StartsWith(path, fault.Message);
            }

            Assert.True(allocated < MostBytes, $"Seed {seed}: {allocated:N0} bytes.");
        }

        Assert.InRange(tables, 1, Files - 1);
    }

    private static byte[] Mutated(byte[] whole, int seed, bool text)
    {
        var random = new Random(seed);
        List<byte> bytes = [.. whole];
        for (int change = random.Next(1, 5); change > 0; change--)
        {
            // The last quarter of a small Parquet file is its footer; half of the changes go there.
            int at = text || random.Next(2) == 0 ? random.Next(bytes.Count) : random.Next(bytes.Count * 3 / 4, bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes[at] = random.Next(2) == 0 ? (byte)0xFF : (byte)0; break;
                case 3: bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at - 1)); break;
                case 4 when text: bytes.InsertRange(at, Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)])); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - 8), 8)); break;
                default: (bytes[at], bytes[^(at + 1)]) = (bytes[^(at + 1)], bytes[at]); break;
            }
        }

        return [.. bytes];
    }
}
