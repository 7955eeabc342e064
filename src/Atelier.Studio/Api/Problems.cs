using System.Globalization;
using System.Text.Json;
using Atelier.Client;
using Atelier.Studio.Data;
using Atelier.Studio.Messages;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Atelier.Studio.Api;

/// <summary>Every answer that is no success: problem details (RFC 9457), whose type is the code of the problem.</summary>
internal sealed partial class Problems(IProblemDetailsService service, ILogger<Problems> log) : IExceptionHandler
{
    private const int ClientGone = 499;

    public static ProblemHttpResult Of(int status, string code, string detail) => TypedResults.Problem(Details(status, code, detail));

    public static ProblemHttpResult NotFound(string what) => Of(StatusCodes.Status404NotFound, ProblemCodes.NotFound, $"There is no such {what}.");

    /// <summary>The faults of each field of a request, with the codes beside the texts.</summary>
    public static ValidationProblem OfFields(IReadOnlyDictionary<string, IReadOnlyList<Notice>> faults) => TypedResults.ValidationProblem(
        faults.ToDictionary(f => f.Key, f => f.Value.Select(n => n.Text).ToArray()),
        detail: string.Join(" ", faults.Select(f => $"{f.Key}: {f.Value[0].Text}")),
        extensions: new Dictionary<string, object?> { ["codes"] = faults.ToDictionary(f => f.Key, f => f.Value.Select(n => n.Code)) });

    /// <summary>The client has to wait.</summary>
    public static ProblemHttpResult TooMany(HttpContext context, TimeSpan wait, string detail)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Of(StatusCodes.Status429TooManyRequests, ProblemCodes.TooFast, detail);
    }

    /// <summary>The client has shown too many wrong keys.</summary>
    public static ProblemHttpResult WrongKeys(HttpContext context, TimeSpan wait) =>
        TooMany(context, wait, "Too many wrong keys came from this address: wait a moment.");

    /// <summary>Writes a problem where no endpoint does.</summary>
    public static Task Write(HttpContext context, int status, string code, string detail) => Of(status, code, detail).ExecuteAsync(context);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, code, detail) = Meaning(httpContext, exception);
        if (status == StatusCodes.Status500InternalServerError)
        {
            LogFault(log, exception, httpContext.Request.Path);
        }

        httpContext.Response.StatusCode = status;
        return await service.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = Details(status, code, detail) });
    }

    private static (int Status, string Code, string Detail) Meaning(HttpContext context, Exception exception) => exception switch
    {
        _ when context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException =>
            (ClientGone, ProblemCodes.BadRequest, "The client has gone."),
        BadHttpRequestException { InnerException: JsonException json } bad =>
            (bad.StatusCode, ProblemCodes.BadRequest, $"The body is not what was expected{(json.Path is null ? "" : $", at {json.Path}")}."),
        BadHttpRequestException bad => (bad.StatusCode, ProblemCodes.BadRequest, bad.Message),
        _ when DiskSpace.IsFull(exception) => (
            StatusCodes.Status507InsufficientStorage, ProblemCodes.FolderFull, "The disk of the studio's data folder is full: free some space, or remove jobs."),
        PictureException { Code: not (MessageCodes.FileNotWritten or MessageCodes.FileUnreadable or MessageCodes.FileMissing) } picture =>
            (StatusCodes.Status400BadRequest, picture.Code, picture.Details.ToString(JobNames.Instance)),

        // ASP.NET has no type for it.
        InvalidOperationException when HasUnknownCharset(context.Request) =>
            (StatusCodes.Status415UnsupportedMediaType, ProblemCodes.BadRequest, "The charset of the body is unknown: send it as UTF-8."),
        _ => (StatusCodes.Status500InternalServerError, ProblemCodes.StudioFailed, "The studio failed; its log says where."),
    };

    private static bool HasUnknownCharset(HttpRequest request)
    {
        var charset = request.GetTypedHeaders().ContentType?.Charset.Value?.Trim('"');
        return charset is not null && !System.Text.Encoding.GetEncodings().Any(e => e.Name.Equals(charset, StringComparison.OrdinalIgnoreCase));
    }

    private static ProblemDetails Details(int status, string code, string detail) => new() { Status = status, Detail = detail, Type = $"urn:atelier:problem:{code}" };

    [LoggerMessage(Level = LogLevel.Error, Message = "A request to {Path} failed")]
    private static partial void LogFault(ILogger log, Exception error, string path);
}

/// <summary>
/// Writes every problem, whatever the request accepts. The writer of ASP.NET writes none where <c>Accept</c> leaves out JSON, as that of an
/// EventSource or of a page does, and the answer became an empty 500.
/// </summary>
internal sealed class ProblemWriter(IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (response, problem) = (context.HttpContext.Response, context.ProblemDetails);
        problem.Status ??= response.StatusCode;
        problem.Title ??= ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        return new ValueTask(response.WriteAsJsonAsync(
            problem, problem.GetType(), json.Value.SerializerOptions, "application/problem+json", context.HttpContext.RequestAborted));
    }
}
