using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Atelier.Studio.Api;

/// <summary>
/// Writes every problem, whatever the request accepts. The writer of ASP.NET writes none where <c>Accept</c> leaves out JSON, as that of an
/// EventSource or of a page does, and the answer became an empty 500.
/// </summary>
internal sealed class ProblemWriter(IOptions<JsonOptions> json) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (response, problem) = (context.HttpContext.Response, context.ProblemDetails);
        problem.Status ??= response.StatusCode;
        problem.Title ??= ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        JsonSerializerOptions options = json.Value.SerializerOptions;
        return new ValueTask(response.WriteAsJsonAsync(problem, problem.GetType(), options, "application/problem+json", context.HttpContext.RequestAborted));
    }
}
