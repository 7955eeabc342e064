using System.Net;

namespace Atelier.Client;

/// <summary>The studio refused a request.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="problem">What it says about it.</param>
/// <param name="retryAfter">When to try again, where it says.</param>
public sealed class StudioException(HttpStatusCode status, Problem? problem, TimeSpan? retryAfter)
    : Exception(problem?.Detail ?? problem?.Title ?? $"The studio answered {(int)status}.")
{
    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>What the studio says about it.</summary>
    public Problem? Problem { get; } = problem;

    /// <summary>When to try again, where it says.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}

/// <summary>Problem details (RFC 9457).</summary>
/// <param name="Type">The kind for programs, such as <c>urn:atelier:problem:queue-full</c>.</param>
/// <param name="Title">The kind.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong, in one line.</param>
/// <param name="Errors">What is wrong with each field.</param>
/// <param name="Codes">The codes of <paramref name="Errors"/>, as in <see cref="Notice"/>, in the same order.</param>
public sealed record Problem(
    string? Type, string? Title, int? Status, string? Detail, IReadOnlyDictionary<string, string[]>? Errors, IReadOnlyDictionary<string, string?[]>? Codes);
