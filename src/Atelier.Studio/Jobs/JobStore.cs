using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Atelier.Client;
using Atelier.Studio.Data;
using Atelier.Studio.Messages;
using Microsoft.Data.Sqlite;

namespace Atelier.Studio.Jobs;

/// <summary>
/// Jobs and pictures in a SQLite database. When a method that writes returns, its change survives a power cut: nobody is told of anything
/// that is not on the disk. Values that were read are held in memory until they change; no other process writes here.
/// </summary>
internal sealed class JobStore : IDisposable
{
    private static readonly JsonSerializerOptions RowJson = new(StudioJson.Options) { Converters = { new NoticeConverter() } };

    private readonly string _source;
    private readonly SqliteConnection _writer;
    private readonly Lock _writing = new();
    private readonly TimeProvider _time;
    private readonly ReadCache<string, JobRow> _jobs = new(1000);
    private readonly ReadCache<(string States, long Before, int Count), IReadOnlyList<JobRow>> _pages = new(50);
    private readonly ReadCache<string, PictureInfo> _pictures = new(1000);
    private readonly ConcurrentDictionary<string, (JobRow Job, IReadOnlyList<float[]>? History)> _held = [];
    private readonly DataFolder _folder;

    /// <summary>Opens the database in a folder, or makes it.</summary>
    /// <exception cref="OptionsException">It is damaged, or the disk is full.</exception>
    public JobStore(DataFolder folder, TimeProvider time)
    {
        _folder = folder;
        _time = time;
        _source = StudioDatabase.SourceOf(folder);
        _writer = StudioDatabase.Open(folder, time);
        IsNew = (long)_writer.Scalar("PRAGMA user_version")! == StudioDatabase.Begun;
    }

    /// <summary>Whether the database is new, or was not filled from what lay beside it yet.</summary>
    public bool IsNew { get; private set; }

    /// <summary>When a job or a picture was last changed; null before the first.</summary>
    public DateTimeOffset? LastChange
    {
        get
        {
            const string Last = "SELECT max(time) FROM (SELECT max(time) AS time FROM changes UNION ALL SELECT max(used) FROM pictures)";
            return Reading(c => c.Scalar(Last)) is string text
                ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
                : null;
        }
    }

    /// <summary>Whether jobs are held in memory because they could not be written.</summary>
    public bool HasHeld => !_held.IsEmpty;

    /// <summary>Whether what a job is now is in memory only.</summary>
    public bool IsHeld(string id) => _held.ContainsKey(id);

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
        var added = Write(() => job.RequestKey is not null
            && Rows(_writer, "WHERE client = $a AND request_key = $b", job.Client, job.RequestKey).FirstOrDefault() is { } there
                ? (there, false)
                : (job with { Number = Insert(job) }, true));
        _pages.ForgetAll();
        return added;
    }

    /// <summary>Changes a job where it is in one of these states.</summary>
    /// <param name="id">The job.</param>
    /// <param name="from">The states.</param>
    /// <param name="change">Makes the new job of the old one.</param>
    /// <param name="history">The losses so far; null to leave those that are kept.</param>
    /// <returns>The job as it is now; null where it is gone or in another state.</returns>
    public JobRow? Change(string id, IReadOnlyList<JobState> from, Func<JobRow, JobRow> change, IReadOnlyList<float[]>? history = null)
    {
        var changed = Write(() =>
        {
            if (Rows(_writer, "WHERE id = $a", id).FirstOrDefault() is not { } job || !from.Contains(job.State))
            {
                return null;
            }

            var changed = change(job);
            Update(changed, history, isOtherState: changed.State != job.State);
            return changed;
        });
        Forget(id);
        return changed;
    }

    /// <summary>
    /// Changes a job that nobody else may change. Where the database cannot be written, as on a full disk, the job is held in memory as it is
    /// now, so that what clients are told stays true, and is written with the next change or by <see cref="CanWrite"/>.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="change">Makes the new job of the old one.</param>
    /// <param name="history">The losses so far; null to leave those that are kept.</param>
    /// <param name="fault">The error for which it is held in memory; null where it is on the disk.</param>
    public JobRow ChangeOrHold(JobRow job, Func<JobRow, JobRow> change, IReadOnlyList<float[]>? history, out SqliteException? fault)
    {
        try
        {
            fault = null;
            return Change(job.Id, [job.State], change, history)
                ?? throw new InvalidOperationException($"The job {job.Id} was changed by somebody else.");
        }
        catch (SqliteException error)
        {
            fault = error;
            var changed = change(Known(job));
            _held[job.Id] = (changed, history);
            Forget(job.Id);
            return changed;
        }
    }

    /// <summary>Removes a job where it has ended.</summary>
    public bool Remove(string id)
    {
        var isRemoved = Write(() =>
        {
            if (_writer.Execute("DELETE FROM jobs WHERE id = $a AND ended IS NOT NULL", id) == 0)
            {
                return false;
            }

            // Its last change stays: by it, a file that is younger than all changes is known for one that this database never knew.
            _writer.Execute("DELETE FROM changes WHERE job = $a", id);
            Note(id, "Removed");
            return true;
        });
        Forget(id);
        return isRemoved;
    }

    /// <summary>Takes in jobs and pictures that lay in the folder but were not known.</summary>
    /// <param name="jobs">The jobs, from the oldest.</param>
    /// <param name="pictures">The pictures that they were made from.</param>
    /// <param name="found">Further files, which nothing is known of; they are in use for ever.</param>
    public void TakeIn(IReadOnlyList<JobRow> jobs, IReadOnlyList<PictureInfo> pictures, IEnumerable<string> found)
    {
        Write(() =>
        {
            foreach (var job in jobs)
            {
                Insert(job);
            }

            foreach (var picture in pictures)
            {
                Keep(picture);
            }

            foreach (var file in found)
            {
                _writer.Execute("INSERT OR IGNORE INTO found (file) VALUES ($a)", file);
            }

            return _writer.Execute($"PRAGMA user_version = {StudioDatabase.Whole}");
        });
        IsNew = false;
        _pages.ForgetAll();
    }

    public JobRow? Find(string id) =>
        _held.TryGetValue(id, out var held) ? held.Job : _jobs.Get(id, () => Rows("WHERE id = $a", id).FirstOrDefault());

    /// <summary>The job that a client has added with a request key.</summary>
    public JobRow? FindByKey(string client, string key) => Rows("WHERE client = $a AND request_key = $b", client, key).FirstOrDefault();

    /// <summary>The losses of a job that were kept.</summary>
    public IReadOnlyList<float[]> History(string id) => Reading(c => c.Scalar("SELECT history FROM jobs WHERE id = $a", id)) is string text
        ? JsonSerializer.Deserialize<float[][]>(text, StudioJson.Options)!
        : [];

    /// <summary>Jobs from the newest.</summary>
    /// <param name="states">Only those in one of these states; none for all.</param>
    /// <param name="before">Only those older than the job of this number; null for all.</param>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<JobRow> List(IReadOnlyList<JobState> states, long? before, int count)
    {
        if (HasHeld)
        {
            return
            [
                .. Rows("WHERE number < $a ORDER BY number DESC", before ?? long.MaxValue)
                    .Select(j => _held.TryGetValue(j.Id, out var held) ? held.Job with { Number = j.Number } : j)
                    .Where(j => states.Count == 0 || states.Contains(j.State))
                    .Take(count),
            ];
        }

        var wanted = string.Join(", ", states.Select(s => $"'{s}'"));
        var filter = wanted.Length == 0 ? "" : $"AND state IN ({wanted})";
        return _pages.Get(
            (wanted, before ?? long.MaxValue, count),
            () => Rows($"WHERE number < $a {filter} ORDER BY number DESC LIMIT $b", before ?? long.MaxValue, count))!;
    }

    /// <summary>All jobs that have not ended, from the oldest.</summary>
    public IReadOnlyList<JobRow> Open() => Rows("WHERE ended IS NULL ORDER BY number");

    /// <summary>Ended jobs, the first that ended first.</summary>
    public IReadOnlyList<JobRow> Ended() => Rows("WHERE ended IS NOT NULL ORDER BY ended");

    /// <summary>Every file that a job or a picture needs.</summary>
    public HashSet<string> FilesInUse() => Reading<HashSet<string>>(c =>
    [
        .. Rows(c, "").Concat(_held.Values.Select(h => h.Job)).SelectMany(j => j.Files),
        .. c.Read(row => row.GetString(0), "SELECT id FROM pictures UNION SELECT file FROM found"),
    ]);

    /// <summary>Stores the description of an uploaded picture, or the time of its last upload.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(PictureInfo picture) => Write(() => Keep(picture));

    /// <summary>The description of an uploaded picture.</summary>
    public PictureInfo? FindPicture(string id) => _pictures.Get(id, () =>
        Reading(c => c.Scalar("SELECT picture FROM pictures WHERE id = $a", id)) is string text
            ? JsonSerializer.Deserialize<PictureInfo>(text, StudioJson.Options)
            : null);

    /// <summary>Forgets pictures that no job uses and that were last uploaded before a time.</summary>
    public void ForgetPictures(DateTimeOffset before)
    {
        Write(() =>
        {
            HashSet<string> used = [.. Rows(_writer, "").SelectMany(j => j.Files)];
            var old = _writer.Read(row => row.GetString(0), "SELECT id FROM pictures WHERE used < $a", Time(before));
            return old.Where(id => !used.Contains(id)).Sum(id => _writer.Execute("DELETE FROM pictures WHERE id = $a", id));
        });
        _pictures.ForgetAll();
    }

    /// <summary>Whether the database can be written to. Jobs that were held in memory are then on the disk.</summary>
    public bool CanWrite()
    {
        try
        {
            // As it is: only a write shows that the disk takes one.
            Write(() => _writer.Execute($"PRAGMA user_version = {_writer.Scalar("PRAGMA user_version")}"));
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("O");

    private static string Text(JobRow job) => JsonSerializer.Serialize(job, RowJson);

    private static List<JobRow> Rows(SqliteConnection connection, string where, params IReadOnlyList<object?> values) => connection.Read(
        row => JsonSerializer.Deserialize<JobRow>(row.GetString(1), RowJson)! with { Number = row.GetInt64(0) },
        $"SELECT number, job FROM jobs {where}",
        values);

    // As it is now, where that can be read.
    private JobRow Known(JobRow job)
    {
        try
        {
            return Find(job.Id) ?? job;
        }
        catch (SqliteException)
        {
            return job;
        }
    }

    private T Write<T>(Func<T> work)
    {
        lock (_writing)
        {
            try
            {
                return InTransaction(work);
            }
            catch (SqliteException error) when (DiskSpace.IsFull(error) && _folder.GiveReserve())
            {
                return InTransaction(work);
            }
        }
    }

    private T InTransaction<T>(Func<T> work)
    {
        using var transaction = _writer.BeginTransaction();
        var held = _held.ToArray();
        foreach (var (_, (job, history)) in held)
        {
            Update(job, history, isOtherState: true);
        }

        var result = work();
        transaction.Commit();
        foreach (var one in held)
        {
            _held.TryRemove(one);
            Forget(one.Key);
        }

        return result;
    }

    private long Insert(JobRow job)
    {
        var number = (long)_writer.Scalar(
            "INSERT INTO jobs (id, client, request_key, state, ended, job) VALUES ($a, $b, $c, $d, $e, $f) RETURNING number",
            job.Id, job.Client, job.RequestKey, job.State.ToString(), Time(job.Ended), Text(job))!;
        Note(job.Id, job.State.ToString());
        return number;
    }

    private void Update(JobRow job, IReadOnlyList<float[]>? history, bool isOtherState)
    {
        _writer.Execute(
            "UPDATE jobs SET state = $a, ended = $b, job = $c WHERE id = $d", job.State.ToString(), Time(job.Ended), Text(job), job.Id);
        if (history is not null)
        {
            _writer.Execute("UPDATE jobs SET history = $a WHERE id = $b", JsonSerializer.Serialize(history, StudioJson.Options), job.Id);
        }

        if (isOtherState)
        {
            Note(job.Id, job.State.ToString());
        }
    }

    private bool Keep(PictureInfo picture)
    {
        var isNew = _writer.Execute("UPDATE pictures SET used = $a WHERE id = $b", Time(_time.GetUtcNow()), picture.Id) == 0;
        if (isNew)
        {
            _writer.Execute(
                "INSERT INTO pictures (id, used, picture) VALUES ($a, $b, $c)",
                picture.Id, Time(_time.GetUtcNow()), JsonSerializer.Serialize(picture, StudioJson.Options));
        }

        return isNew;
    }

    private void Forget(string job)
    {
        _jobs.Forget(job);
        _pages.ForgetAll();
    }

    private void Note(string job, string state) =>
        _writer.Execute("INSERT INTO changes (job, time, state) VALUES ($a, $b, $c)", job, Time(_time.GetUtcNow()), state);

    private T Reading<T>(Func<SqliteConnection, T> read)
    {
        using var connection = new SqliteConnection(_source);
        connection.Open();
        return read(connection);
    }

    private List<JobRow> Rows(string where, params IReadOnlyList<object?> values) => Reading(c => Rows(c, where, values));
}
