using Atelier.Studio.Messages;
using Atelier.Studio.Pictures;
using Microsoft.Data.Sqlite;

namespace Atelier.Studio.Data;

/// <summary>Opens the database of a data folder, or makes it; one that is damaged is refused with what to do.</summary>
internal static class StudioDatabase
{
    /// <summary>What <c>user_version</c> says of a new database, which does not know yet what lay in the folder before.</summary>
    public const int Begun = 1;

    /// <summary>What it says of one that does. Databases of earlier versions have 0.</summary>
    public const int Whole = 2;

    // SQLite's own numbers for a file that is damaged, and for one that is no database.
    private const int Damaged = 11;
    private const int NoDatabase = 26;

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS jobs (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            client TEXT NOT NULL,
            request_key TEXT,
            state TEXT NOT NULL,
            ended TEXT,
            job TEXT NOT NULL,
            history TEXT);
        CREATE UNIQUE INDEX IF NOT EXISTS jobs_request_key ON jobs (client, request_key) WHERE request_key IS NOT NULL;
        CREATE INDEX IF NOT EXISTS jobs_state ON jobs (state, number);
        CREATE TABLE IF NOT EXISTS changes (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            job TEXT NOT NULL,
            time TEXT NOT NULL,
            state TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS changes_job ON changes (job);
        CREATE TABLE IF NOT EXISTS pictures (
            id TEXT PRIMARY KEY,
            used TEXT NOT NULL,
            picture TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS found (
            file TEXT PRIMARY KEY) WITHOUT ROWID;
        """;

    public static string SourceOf(DataFolder folder) =>
        new SqliteConnectionStringBuilder { DataSource = folder.Database, DefaultTimeout = 30 }.ToString();

    /// <summary>Opens it.</summary>
    /// <exception cref="OptionsException">It is damaged, cannot be used, or the disk is full.</exception>
    public static SqliteConnection Open(DataFolder folder, TimeProvider time)
    {
        var connection = new SqliteConnection(SourceOf(folder));
        try
        {
            SetLogAside(folder.Database, time);
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = FULL");
            RequireSound(connection);
            Complete(connection);
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            SqliteConnection.ClearPool(connection); // else the file stays open
            throw Refusal(folder, error);
        }

        FolderSync.Flush(folder.Path);
        return connection;
    }

    // Without its database a log means nothing, and SQLite would remove it; should the database come back, the log has what happened last.
    private static void SetLogAside(string database, TimeProvider time)
    {
        var log = new FileInfo(database + "-wal");
        if (log is { Exists: true, Length: > 0 } && new FileInfo(database) is not { Exists: true, Length: > 0 })
        {
            log.MoveTo($"{log.FullName}-{time.GetUtcNow():yyyyMMdd-HHmmss}");
        }
    }

    // Reads every page once; only whether indexes agree with their tables is left out.
    private static void RequireSound(SqliteConnection connection)
    {
        if (connection.Scalar("PRAGMA quick_check(1)") is string found and not "ok")
        {
            throw new SqliteException(found.ReplaceLineEndings(" "), Damaged);
        }
    }

    private static void Complete(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        var isNew = (long)connection.Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'jobs'")! == 0;
        connection.Execute(Schema);
        if (isNew)
        {
            connection.Execute($"PRAGMA user_version = {Begun}");
        }

        transaction.Commit();
    }

    private static OptionsException Refusal(DataFolder folder, SqliteException error) => error.SqliteErrorCode is Damaged or NoDatabase
        ? DataFolder.Refusal(
            ProblemCodes.DatabaseDamaged,
            $"{new FileName(folder.Database)} is damaged ({Reason(error)}): move it aside and start again; the gallery is then made anew from the recipes in the pictures")
        : DiskSpace.IsFull(error) ? DataFolder.FullRefusal(folder.Path, error)
        : DataFolder.Refusal(
            MessageCodes.FileNotWritten,
            $"{new FileName(folder.Database)} cannot be used ({Reason(error)}): check its permissions, or give another folder as {DataFolder.Option}");

    private static string Reason(SqliteException error) => error.Message.TrimEnd('.');
}
