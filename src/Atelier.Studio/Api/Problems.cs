using Atelier.Studio.Messages;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Atelier.Studio.Api;

/// <summary>Every answer that is no success: problem details (RFC 9457).</summary>
internal sealed partial class Problems(IProblemDetailsService service, ILogger<Problems> log) : IExceptionHandler
{
    /// <summary>A problem as an outcome.</summary>
    public static ProblemHttpResult Of(int status, string detail) => TypedResults.Problem(detail, statusCode: status, type: MessageWords.TypeOf(detail));

    /// <summary>There is no such thing.</summary>
    public static ProblemHttpResult NotFound(string what) => Of(StatusCodes.Status404NotFound, $"There is no such {what}.");

    /// <summary>What is wrong with each field of a request, with the codes of the messages beside them.</summary>
    public static ValidationProblem OfFields(IReadOnlyDictionary<string, string[]> faults) => TypedResults.ValidationProblem(
        faults.ToDictionary(),
        detail: string.Join(" ", faults.Select(f => $"{f.Key}: {f.Value[0]}")),
        extensions: new Dictionary<string, object?> { ["codes"] = faults.ToDictionary(f => f.Key, f => f.Value.Select(MessageWords.Of)) });

    /// <summary>Writes a problem where no endpoint does.</summary>
    public static async Task Write(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = new ProblemDetails { Status = status, Detail = detail, Type = MessageWords.TypeOf(detail) },
        });
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, detail) = exception switch
        {
            BadHttpRequestException { InnerException: System.Text.Json.JsonException json } bad =>
                (bad.StatusCode, $"The body is not what was expected{(json.Path is null ? "" : $", at {json.Path}")}."),
            BadHttpRequestException bad => (bad.StatusCode, bad.Message),
            PictureException => (StatusCodes.Status400BadRequest, exception.Message),
            OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested => (499, "The client has gone."),
            _ => (StatusCodes.Status500InternalServerError, "The studio failed; its log says where."),
        };
        if (status == StatusCodes.Status500InternalServerError)
        {
            LogFault(log, exception, httpContext.Request.Path);
        }

        httpContext.Response.StatusCode = status;
        return await service.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Status = status, Detail = detail, Type = MessageWords.TypeOf(detail) },
        });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A request to {Path} failed")]
    private static partial void LogFault(ILogger log, Exception error, string path);
}
