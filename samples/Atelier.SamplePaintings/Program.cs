using System.Globalization;
using Atelier.SamplePaintings;
using Atelier.SamplePaintings.Paint;
using Atelier.SamplePaintings.Paintings;

switch (args)
{
    case ["--sheet", var sheet, var columns, var height, .. { Length: > 0 } pictures]:
        GallerySheet.Write(sheet, Number(columns), Number(height), pictures);
        return 0;
    case ["--mask", var mask, var width, var height, var x, var y, var radiusX, var radiusY]:
        GuideMask.Write(mask, Number(width), Number(height), (Part(x), Part(y), Part(radiusX), Part(radiusY)));
        return 0;
    case ["--cut-out", var cutOut, var photo, var mask]:
        GuideMask.CutOut(cutOut, photo, mask);
        return 0;
    case ["--detail", var piece, var picture, var left, var top, var width, var height]:
        Detail.Write(piece, picture, Number(left), Number(top), Number(width), Number(height));
        return 0;
    case [] or [['-', ..], ..]:
        Console.Error.WriteLine(
            """
            Usage: Atelier.SamplePaintings FOLDER [NAME...]
                   Atelier.SamplePaintings --sheet FILE COLUMNS HEIGHT PICTURE...
                   Atelier.SamplePaintings --mask FILE WIDTH HEIGHT X Y RADIUS_X RADIUS_Y
                   Atelier.SamplePaintings --cut-out FILE PHOTO MASK
                   Atelier.SamplePaintings --detail FILE PICTURE X Y WIDTH HEIGHT
            """);
        return 2;
}

var (folder, names) = (args[0], args[1..]);
Painting[] gallery =
[
    new Night(),
    new Harvest(),
    new Sea(),
    new Shapes(),
    new Pointillist(),
    new Mosaic(),
    new Ink(),
];

Directory.CreateDirectory(folder);
var wanted = gallery.Where(painting => names.Length == 0 || names.Contains(painting.Name)).ToArray();
Parallel.ForEach(wanted, painting =>
{
    var path = Path.Combine(folder, painting.Name + ".jpg");
    JpegFile.Write(path, painting.Width, painting.Height, painting.Render());
    Console.WriteLine(path);
});

return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
static double Part(string text) => double.Parse(text, CultureInfo.InvariantCulture);
