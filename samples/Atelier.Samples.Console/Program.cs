using Atelier;
using Atelier.Imaging;
using Atelier.Samples;

if (args is not [var photo, var painting, var target])
{
    Console.Error.WriteLine("usage: Atelier.Samples.Console PHOTO PAINTING OUTPUT.png");
    return 2;
}

using var content = File.OpenRead(photo);
using var style = File.OpenRead(painting);
using var output = File.Create(target);
await ConsoleSample.PaintAsync(content, style, output, new StylizeOptions { Size = 512 });
return 0;

namespace Atelier.Samples
{
    /// <summary>From streams to a stream.</summary>
    public static class ConsoleSample
    {
        /// <summary>Reads two pictures, repaints the first in the manner of the second, and writes the result as PNG.</summary>
        public static async Task PaintAsync(Stream content, Stream style, Stream output, StylizeOptions options)
        {
            var photo = await Picture.LoadAsync(content);
            var painting = await Picture.LoadAsync(style);
            var result = Stylizer.Run(photo, painting, options);
            await result.Picture.SaveAsync(output, PictureFormat.Png);
        }
    }
}
