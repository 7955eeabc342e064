// curl -F content=@photo.jpg -F style=@painting.jpg http://localhost:5000/stylize -o painted.png
using Atelier;
using Atelier.Imaging;

var limits = new PictureLimits { MaxPixels = 20_000_000, MaxStreamBytes = 20 << 20 };
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAtelier(settings => settings.Options = new StylizeOptions { Size = 512 });

var app = builder.Build();
app.MapPost("/stylize", async (IFormFile content, IFormFile style, IStylizer stylizer, CancellationToken cancellationToken) =>
{
    try
    {
        var photo = await LoadAsync(content, cancellationToken);
        var painting = await LoadAsync(style, cancellationToken);
        var result = await stylizer.RunAsync(new StylizeRequest(photo, painting), cancellationToken: cancellationToken); // one run after the other
        return Results.Bytes(result.Picture.Encode(PictureFormat.Png), "image/png");
    }
    catch (PictureException error)
    {
        return Results.Problem(error.Message, statusCode: StatusCodes.Status400BadRequest);
    }
}).DisableAntiforgery();
app.Run();

async Task<Picture> LoadAsync(IFormFile file, CancellationToken cancellationToken)
{
    using var stream = file.OpenReadStream();
    return await Picture.LoadAsync(stream, limits, cancellationToken: cancellationToken);
}
