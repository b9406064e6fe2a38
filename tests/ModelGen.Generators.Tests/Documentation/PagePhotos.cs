using ModelGen.Data;

namespace ModelGen.Generators.Tests;

/// <summary>The folder of photos that a page takes as given: noise, of ten classes.</summary>
internal static class PagePhotos
{
    /// <summary>The page.</summary>
    public const string Page = "docs/images.md";

    /// <summary>Writes <c>photos/train</c> and <c>photos/test</c>.</summary>
    public static void Write(string folder)
    {
        var random = new Random(1);
        var pixels = new float[32 * 32 * 3];
        for (int number = 0; number < 20; number++)
        {
            string name = $"photos/{(number < 10 ? "train" : "test")}/{number % 10}";
            Directory.CreateDirectory(Path.Combine(folder, name));
            for (int i = 0; i < pixels.Length; i++) { pixels[i] = random.Next(256); }
            ImageFile.Save(Path.Combine(folder, name, "1.png"), pixels, 32, 32, 3);
        }
    }
}
