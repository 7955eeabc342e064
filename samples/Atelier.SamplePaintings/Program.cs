using Atelier.SamplePaintings;
using Atelier.SamplePaintings.Paint;
using Atelier.SamplePaintings.Paintings;

if (args is ["--sheet", var sheet, var columns, .. var pictures] && int.TryParse(columns, out var count) && count > 0 && pictures.Length > 0)
{
    GallerySheet.Write(sheet, count, pictures);
    return 0;
}

if (args is not [var folder, .. var names])
{
    Console.Error.WriteLine("Usage: Atelier.SamplePaintings FOLDER [NAME...]\n       Atelier.SamplePaintings --sheet FILE COLUMNS PICTURE...");
    return 2;
}

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
