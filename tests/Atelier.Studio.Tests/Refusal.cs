using System.Net;

namespace Atelier.Studio.Tests;

/// <summary>Asserts that the studio refuses, with problem details.</summary>
internal static class Refusal
{
    public static async Task<StudioException> Of(HttpStatusCode status, Func<Task> request)
    {
        var refusal = await Assert.ThrowsAsync<StudioException>(request);
        Assert.Equal(status, refusal.Status);
        Assert.NotNull(refusal.Problem);
        Assert.Equal((int)status, refusal.Problem.Status);
        return refusal;
    }

    public static async Task IsProblem(HttpStatusCode status, HttpResponseMessage answer)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("\"status\":", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
