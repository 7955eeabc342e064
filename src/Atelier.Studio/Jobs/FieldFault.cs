namespace Atelier.Studio.Jobs;

/// <summary>Is told of what is wrong with a field of a request.</summary>
/// <param name="field">The field, as a path from the request.</param>
/// <param name="code">The code of the fault.</param>
/// <param name="text">A sentence.</param>
internal delegate void FieldFault(string field, string code, string text);
