namespace Atelier.Studio.Messages;

/// <summary>
/// The codes of what the studio itself says, beside the library's <see cref="MessageCodes"/>: stable words, by which the page says it
/// in its own language.
/// </summary>
internal static class ProblemCodes
{
    /// <summary>A request that cannot be understood.</summary>
    public const string BadRequest = "bad-request";

    /// <summary>A field of a request that is not as it has to be.</summary>
    public const string BadField = "bad-field";

    /// <summary>There is no such thing.</summary>
    public const string NotFound = "not-found";

    /// <summary>There is no such picture any more.</summary>
    public const string PictureGone = "picture-gone";

    /// <summary>The job has no picture, or none yet.</summary>
    public const string NoPicture = "no-picture";

    /// <summary>The queue is full.</summary>
    public const string QueueFull = "queue-full";

    /// <summary>The data folder or its disk is full.</summary>
    public const string FolderFull = "folder-full";

    /// <summary>The data folder has files in it that are not the studio's.</summary>
    public const string FolderNotOurs = "folder-not-ours";

    /// <summary>The data folder is in use by another studio.</summary>
    public const string FolderInUse = "folder-in-use";

    /// <summary>The database is damaged.</summary>
    public const string DatabaseDamaged = "database-damaged";

    /// <summary>The job's state does not allow it.</summary>
    public const string WrongState = "wrong-state";

    /// <summary>The key of a request was used for another one.</summary>
    public const string KeyReused = "key-reused";

    /// <summary>The API key is wrong.</summary>
    public const string WrongKey = "wrong-key";

    /// <summary>An API key is needed.</summary>
    public const string KeyNeeded = "key-needed";

    /// <summary>Too many requests.</summary>
    public const string TooFast = "too-fast";

    /// <summary>The request is not for this studio, or comes from a page of another site.</summary>
    public const string NotOwn = "not-own";

    /// <summary>The studio failed.</summary>
    public const string StudioFailed = "studio-failed";

    /// <summary>The result would have more pixels than are allowed.</summary>
    public const string ResultTooLarge = "result-too-large";

    /// <summary>The job that shall be gone on from is no smaller.</summary>
    public const string NotLarger = "not-larger";

    /// <summary>The job that shall be gone on from was ended early.</summary>
    public const string EndedEarly = "ended-early";

    /// <summary>The name of a job cannot be used.</summary>
    public const string BadName = "bad-name";

    /// <summary>The engine failed.</summary>
    public const string EngineFailed = "engine-failed";

    /// <summary>The server ended too often while the job was painted.</summary>
    public const string ServerEnded = "server-ended";

    /// <summary>The job begins anew, since its checkpoint is of no use.</summary>
    public const string BegunAnew = "begun-anew";
}
