using Atelier.Imaging;

namespace Atelier.Looks;

/// <summary>A sheet for people who do not know which picture is which: a row a pair, photograph, painting, and the candidates in random order.</summary>
/// <param name="folder">Where the rows and the key are written.</param>
/// <param name="seed">The seed of the order.</param>
internal sealed class LookSheet(string folder, int seed)
{
    private const int Height = 512;
    private const int Gap = 12;

    private readonly Random _random = new(seed);
    private readonly List<string> _key = [];

    /// <summary>Writes the row of a pair.</summary>
    /// <param name="name">The pair.</param>
    /// <param name="shown">The photograph and the painting.</param>
    /// <param name="candidates">The candidates by their names.</param>
    public void Add(string name, IEnumerable<Picture> shown, IReadOnlyDictionary<string, Picture> candidates)
    {
        var order = candidates.ToArray();
        _random.Shuffle(order);
        Row([.. shown.Concat(order.Select(o => o.Value))]).Save(Path.Combine(folder, $"sheet-{name}.png"));
        _key.Add($"{name}: photograph, painting, {string.Join(", ", order.Select(o => o.Key))}");
        File.WriteAllLines(Path.Combine(folder, "key.txt"), _key);
    }

    private static Picture Row(Picture[] pictures)
    {
        Picture[] sized = [.. pictures.Select(p => PictureResizer.Resize(p, (int)Math.Round((double)Height * p.Width / p.Height), Height))];
        var width = sized.Sum(p => p.Width) + (Gap * (sized.Length - 1));
        var pixels = new float[3 * width * Height];
        Array.Fill(pixels, 0.5f);
        var left = 0;
        foreach (var picture in sized)
        {
            var own = picture.Pixels.ToArray();
            for (var y = 0; y < Height; y++)
            {
                own.AsSpan(3 * y * picture.Width, 3 * picture.Width).CopyTo(pixels.AsSpan(3 * ((y * width) + left)));
            }

            left += picture.Width + Gap;
        }

        return new Picture(width, Height, pixels);
    }
}
