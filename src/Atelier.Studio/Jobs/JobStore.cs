using System.Text.Json;
using Atelier.Client;
using Atelier.Studio.Messages;
using Atelier.Studio.Pictures;
using Microsoft.Data.Sqlite;

namespace Atelier.Studio.Jobs;

/// <summary>
/// Jobs and pictures in a SQLite database. When a method that writes returns, what it wrote survives a power cut: nobody is told
/// of anything that is not on the disk. What was read is held in memory until it changes; no other process writes here.
/// </summary>
internal sealed class JobStore : IDisposable
{
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
        """;

    private static readonly JsonSerializerOptions RowJson = new(StudioJson.Options) { Converters = { new NoticeConverter() } };

    private readonly string _source;
    private readonly SqliteConnection _writer;
    private readonly Lock _writing = new();
    private readonly TimeProvider _time;
    private readonly ReadCache<string, JobRow> _jobs = new(1000);
    private readonly ReadCache<(string States, long Before, int Count), IReadOnlyList<JobRow>> _pages = new(50);
    private readonly ReadCache<string, PictureInfo> _pictures = new(1000);

    /// <summary>Opens the database in a folder, or makes it.</summary>
    public JobStore(string folder, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        _time = time;
        _source = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "studio.db"), DefaultTimeout = 30 }.ToString();
        _writer = new SqliteConnection(_source);
        _writer.Open();
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        Execute(Schema);
        FolderSync.Flush(folder);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_writing)
        {
            _writer.Dispose();
            SqliteConnection.ClearPool(new SqliteConnection(_source));
        }
    }

    /// <summary>Adds a job.</summary>
    /// <returns>The job, or the one that the same client has added with the same request key.</returns>
    public (JobRow Job, bool IsNew) Add(JobRow job)
    {
        lock (_writing)
        {
            using var transaction = _writer.BeginTransaction();
            if (job.RequestKey is not null
                && Rows(_writer, "WHERE client = $a AND request_key = $b", job.Client, job.RequestKey).FirstOrDefault() is { } there)
            {
                return (there, false);
            }

            var number = (long)Scalar(
                "INSERT INTO jobs (id, client, request_key, state, job) VALUES ($a, $b, $c, $d, $e) RETURNING number",
                job.Id, job.Client, job.RequestKey, job.State.ToString(), Text(job))!;
            Note(job);
            transaction.Commit();
            _pages.ForgetAll();
            return (job with { Number = number }, true);
        }
    }

    /// <summary>Changes a job where it is in one of these states.</summary>
    /// <param name="id">The job.</param>
    /// <param name="from">The states.</param>
    /// <param name="change">What becomes of it.</param>
    /// <param name="history">The losses so far; null to leave those that are kept.</param>
    /// <returns>The job as it is now; null where it is gone or in another state.</returns>
    public JobRow? Change(string id, IReadOnlyList<JobState> from, Func<JobRow, JobRow> change, IReadOnlyList<float[]>? history = null)
    {
        lock (_writing)
        {
            using var transaction = _writer.BeginTransaction();
            if (Rows(_writer, "WHERE id = $a", id).FirstOrDefault() is not { } job || !from.Contains(job.State))
            {
                return null;
            }

            var changed = change(job);
            Execute("UPDATE jobs SET state = $a, ended = $b, job = $c WHERE id = $d", changed.State.ToString(), Time(changed.Ended), Text(changed), id);
            if (history is not null)
            {
                Execute("UPDATE jobs SET history = $a WHERE id = $b", JsonSerializer.Serialize(history, StudioJson.Options), id);
            }

            if (changed.State != job.State)
            {
                Note(changed);
            }

            transaction.Commit();
            Forget(id);
            return changed;
        }
    }

    /// <summary>Removes a job where it has ended.</summary>
    public bool Remove(string id)
    {
        lock (_writing)
        {
            using var transaction = _writer.BeginTransaction();
            if (Execute("DELETE FROM jobs WHERE id = $a AND ended IS NOT NULL", id) == 0)
            {
                return false;
            }

            Execute("DELETE FROM changes WHERE job = $a", id);
            transaction.Commit();
            Forget(id);
            return true;
        }
    }

    /// <summary>The job of that name.</summary>
    public JobRow? Find(string id) => _jobs.Get(id, () =>
    {
        using var reader = Reader();
        return Rows(reader, "WHERE id = $a", id).FirstOrDefault();
    });

    /// <summary>The job that a client has added with a request key.</summary>
    public JobRow? FindByKey(string client, string key)
    {
        using var reader = Reader();
        return Rows(reader, "WHERE client = $a AND request_key = $b", client, key).FirstOrDefault();
    }

    /// <summary>The losses of a job that were kept.</summary>
    public IReadOnlyList<float[]> History(string id)
    {
        using var reader = Reader();
        using var command = Command(reader, "SELECT history FROM jobs WHERE id = $a", id);
        return command.ExecuteScalar() is string text ? JsonSerializer.Deserialize<float[][]>(text, StudioJson.Options)! : [];
    }

    /// <summary>Jobs from the newest.</summary>
    /// <param name="states">Only those in one of these states; none for all.</param>
    /// <param name="before">Only those older than the job of this number; null for all.</param>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<JobRow> List(IReadOnlyList<JobState> states, long? before, int count)
    {
        var wanted = Wanted(states);
        return _pages.Get((wanted, before ?? long.MaxValue, count), () =>
        {
            using var reader = Reader();
            return Rows(reader, $"WHERE number < $a {(wanted.Length == 0 ? "" : $"AND state IN ({wanted})")} ORDER BY number DESC LIMIT $b", before ?? long.MaxValue, count);
        })!;
    }

    /// <summary>All jobs that have not ended, from the oldest.</summary>
    public IReadOnlyList<JobRow> Open()
    {
        using var reader = Reader();
        return Rows(reader, "WHERE ended IS NULL ORDER BY number");
    }

    /// <summary>Ended jobs, the first that ended first.</summary>
    public IReadOnlyList<JobRow> Ended()
    {
        using var reader = Reader();
        return Rows(reader, "WHERE ended IS NOT NULL ORDER BY ended");
    }

    /// <summary>Every file that a job or a picture needs.</summary>
    public HashSet<string> FilesInUse()
    {
        using var reader = Reader();
        HashSet<string> files = [.. Rows(reader, "").SelectMany(j => j.Files)];
        using var command = Command(reader, "SELECT id FROM pictures");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            files.Add(rows.GetString(0));
        }

        return files;
    }

    /// <summary>Keeps what is known of an uploaded picture, or that it was uploaded again.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(PictureInfo picture)
    {
        lock (_writing)
        {
            var isNew = Execute("UPDATE pictures SET used = $a WHERE id = $b", Time(_time.GetUtcNow()), picture.Id) == 0;
            if (isNew)
            {
                Execute("INSERT INTO pictures (id, used, picture) VALUES ($a, $b, $c)", picture.Id, Time(_time.GetUtcNow()), JsonSerializer.Serialize(picture, StudioJson.Options));
            }

            return isNew;
        }
    }

    /// <summary>What is known of an uploaded picture.</summary>
    public PictureInfo? FindPicture(string id) => _pictures.Get(id, () =>
    {
        using var reader = Reader();
        using var command = Command(reader, "SELECT picture FROM pictures WHERE id = $a", id);
        return command.ExecuteScalar() is string text ? JsonSerializer.Deserialize<PictureInfo>(text, StudioJson.Options) : null;
    });

    /// <summary>Forgets pictures that no job uses and that were last uploaded before a time.</summary>
    public void ForgetPictures(DateTimeOffset before)
    {
        lock (_writing)
        {
            using var transaction = _writer.BeginTransaction();
            HashSet<string> used = [.. Rows(_writer, "").SelectMany(j => j.Files)];
            List<string> old = [];
            using (var command = Command(_writer, "SELECT id FROM pictures WHERE used < $a", Time(before)))
            using (var rows = command.ExecuteReader())
            {
                while (rows.Read())
                {
                    old.Add(rows.GetString(0));
                }
            }

            foreach (var id in old.Where(id => !used.Contains(id)))
            {
                Execute("DELETE FROM pictures WHERE id = $a", id);
            }

            transaction.Commit();
            _pictures.ForgetAll();
        }
    }

    /// <summary>Whether the database can be written to.</summary>
    public bool CanWrite()
    {
        try
        {
            lock (_writing)
            {
                using var transaction = _writer.BeginTransaction();
                Execute("DELETE FROM changes WHERE number = 0");
                transaction.Rollback();
                return true;
            }
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static string Wanted(IReadOnlyList<JobState> states) => string.Join(", ", states.Select(s => $"'{s}'"));

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("O");

    private static string Text(JobRow job) => JsonSerializer.Serialize(job, RowJson);

    private static List<JobRow> Rows(SqliteConnection connection, string where, params IReadOnlyList<object?> values)
    {
        using var command = Command(connection, $"SELECT number, job FROM jobs {where}", values);
        using var rows = command.ExecuteReader();
        List<JobRow> jobs = [];
        while (rows.Read())
        {
            jobs.Add(JsonSerializer.Deserialize<JobRow>(rows.GetString(1), RowJson)! with { Number = rows.GetInt64(0) });
        }

        return jobs;
    }

    // Parameters are called $a, $b and so on, in their order.
    private static SqliteCommand Command(SqliteConnection connection, string text, params IReadOnlyList<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        for (var i = 0; i < values.Count; i++)
        {
            command.Parameters.AddWithValue($"${(char)('a' + i)}", values[i] ?? DBNull.Value);
        }

        return command;
    }

    private void Forget(string job)
    {
        _jobs.Forget(job);
        _pages.ForgetAll();
    }

    private void Note(JobRow job) =>
        Execute("INSERT INTO changes (job, time, state) VALUES ($a, $b, $c)", job.Id, Time(_time.GetUtcNow()), job.State.ToString());

    private int Execute(string text, params IReadOnlyList<object?> values)
    {
        using var command = Command(_writer, text, values);
        return command.ExecuteNonQuery();
    }

    private object? Scalar(string text, params IReadOnlyList<object?> values)
    {
        using var command = Command(_writer, text, values);
        return command.ExecuteScalar();
    }

    private SqliteConnection Reader()
    {
        var connection = new SqliteConnection(_source);
        connection.Open();
        return connection;
    }
}
