// curl -F content=@photo.jpg -F style=@painting.jpg http://localhost:5000/stylize -o painted.png
using Atelier;
using Atelier.Imaging;

var limits = new PictureLimits { MaxPixels = 20_000_000, MaxStreamBytes = 20 << 20 };
var options = new StylizeOptions { Size = 512 };
using var turn = new SemaphoreSlim(1); // a run uses every core, so that two at once take longer than one after the other

var app = WebApplication.CreateBuilder(args).Build();
app.MapPost("/stylize", async (IFormFile content, IFormFile style, CancellationToken cancellation) =>
{
    try
    {
        var photo = await LoadAsync(content, cancellation);
        var painting = await LoadAsync(style, cancellation);
        await turn.WaitAsync(cancellation);
        try
        {
            var result = await Task.Run(() => Stylizer.Run(photo, painting, options, cancellationToken: cancellation), cancellation);
            return Results.Bytes(result.Picture.Encode(PictureFormat.Png), "image/png");
        }
        finally
        {
            turn.Release();
        }
    }
    catch (PictureException error)
    {
        return Results.Problem(error.Message, statusCode: StatusCodes.Status400BadRequest);
    }
}).DisableAntiforgery();
app.Run();

async Task<Picture> LoadAsync(IFormFile file, CancellationToken cancellation)
{
    using var stream = file.OpenReadStream();
    return await Picture.LoadAsync(stream, limits, cancellationToken: cancellation);
}
