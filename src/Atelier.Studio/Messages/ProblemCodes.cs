namespace Atelier.Studio.Messages;

/// <summary>
/// The codes of what the studio itself says, beside the library's <see cref="MessageCodes"/>: stable words, by which the page says it
/// in its own language.
/// </summary>
internal static class ProblemCodes
{
    public const string BadRequest = "bad-request";
    public const string BadField = "bad-field";
    public const string NotFound = "not-found";
    public const string PictureGone = "picture-gone";
    public const string NoPicture = "no-picture";
    public const string QueueFull = "queue-full";
    public const string FolderFull = "folder-full";
    public const string FolderNotOurs = "folder-not-ours";
    public const string FolderInUse = "folder-in-use";
    public const string DatabaseDamaged = "database-damaged";
    public const string WrongState = "wrong-state";
    public const string KeyReused = "key-reused";
    public const string WrongKey = "wrong-key";
    public const string KeyNeeded = "key-needed";
    public const string TooFast = "too-fast";
    public const string NotOwn = "not-own";
    public const string StudioFailed = "studio-failed";
    public const string ResultTooLarge = "result-too-large";
    public const string NotLarger = "not-larger";
    public const string EndedEarly = "ended-early";
    public const string BadName = "bad-name";
    public const string EngineFailed = "engine-failed";
    public const string ServerEnded = "server-ended";
    public const string BegunAnew = "begun-anew";
}
