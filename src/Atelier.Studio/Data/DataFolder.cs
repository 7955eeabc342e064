using System.Security.Cryptography;
using Atelier.Studio.Messages;
using Atelier.Studio.Pictures;
using Microsoft.Data.Sqlite;

namespace Atelier.Studio.Data;

/// <summary>
/// The folder that everything is kept in. A file marks it as the studio's own, since the studio clears away in it, and is held locked
/// while the studio runs; the system lets go of the lock when the process ends, however that happens.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    /// <summary>The file that marks the folder.</summary>
    public const string MarkName = ".atelier-studio";

    public const string DatabaseName = "studio.db";

    private const string ReserveName = "reserve";
    private const int ReserveBytes = 1 << 20;

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _mark;

    private DataFolder(string path, FileStream mark) => (Path, _mark) = (path, mark);

    public static OptionName Option { get; } = new("data");

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, DatabaseName);

    private string Reserve => System.IO.Path.Combine(Path, ReserveName);

    /// <summary>Takes a folder, or makes it.</summary>
    /// <exception cref="OptionsException">It is in use by another studio, has files of others in it, or cannot be used.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            Make(path);
            if (!IsOurs(path))
            {
                throw Refusal(ProblemCodes.FolderNotOurs, $"{Option} {new FileName(path)} has files in it that are not the studio's: give a new or empty folder");
            }

            var folder = new DataFolder(path, Lock(path));
            KeepFromOthers(path);
            folder.KeepReserve();
            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskSpace.IsFull(error) ? FullRefusal(path, error) : Refusal(
                MessageCodes.FileNotWritten, $"{Option} {new FileName(path)} cannot be used ({error.Message.TrimEnd('.')}): check its permissions, or give another folder");
        }
    }

    /// <summary>The refusal to begin on a full disk.</summary>
    public static OptionsException FullRefusal(string path, Exception error) =>
        Refusal(ProblemCodes.FolderFull, $"the disk of {Option} {new FileName(path)} is full ({error.Message.TrimEnd('.')}): free some space on it");

    /// <summary>A refusal to use the folder.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="text">A clause without a full stop.</param>
    public static OptionsException Refusal(string code, FormattableString text) => new(new Message(code, text, Option.Name));

    /// <summary>The path of a folder in it, which is there.</summary>
    /// <exception cref="OptionsException">It is a symbolic link: what lies behind one is never cleared away.</exception>
    public string Folder(string name)
    {
        var folder = new DirectoryInfo(System.IO.Path.Combine(Path, name));
        return folder.LinkTarget is null ? Directory.CreateDirectory(folder.FullName).FullName : throw LinkRefusal(folder.FullName);
    }

    /// <summary>
    /// Whether the disk has room for files. The reserve lies on the disk besides, for the database: the studio can keep the states of jobs
    /// where uploads and pictures find no room, and can remove jobs.
    /// </summary>
    public bool HasRoom()
    {
        try
        {
            return KeepReserve() && new DriveInfo(Path).AvailableFreeSpace >= ReserveBytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (ArgumentException)
        {
            return true; // there is no drive to ask, as for a share of another machine on Windows: the reserve has found room
        }
    }

    /// <summary>Gives the reserve to whoever finds the disk full.</summary>
    /// <returns>Whether there was one.</returns>
    public bool GiveReserve()
    {
        try
        {
            var isThere = OwnFiles.IsRealFile(Reserve);
            if (isThere)
            {
                File.Delete(Reserve);
            }

            return isThere;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // as on a disk that may only be read by now
        }
    }

    public void Dispose() => _mark.Dispose();

    private bool KeepReserve()
    {
        if (File.Exists(Reserve))
        {
            return true;
        }

        try
        {
            // Random, since some file systems make nothing of zeros.
            using var file = new FileStream(Reserve, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            file.Write(RandomNumberGenerator.GetBytes(ReserveBytes));
            return true;
        }
        catch (IOException)
        {
            GiveReserve(); // what was written of it
            return false;
        }
    }

    private static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Owner);
        }
    }

    // Other users cannot enter the folder, whatever modes its files have. Windows keeps a user's folders private by itself.
    private static void KeepFromOthers(string path)
    {
        var folder = new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true) ?? new DirectoryInfo(path);
        if (OperatingSystem.IsWindows() || (folder.UnixFileMode & ~Owner) == 0)
        {
            return;
        }

        try
        {
            folder.UnixFileMode &= Owner;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Some file systems have no such modes, and another user's folder is that user's own business.
        }
    }

    private static OptionsException LinkRefusal(string path) =>
        Refusal(ProblemCodes.FolderNotOurs, $"{new FileName(path)} is a symbolic link: remove it");

    private static FileStream Lock(string path)
    {
        var mark = System.IO.Path.Combine(path, MarkName);
        if (new FileInfo(mark).LinkTarget is not null)
        {
            throw LinkRefusal(mark);
        }

        try
        {
            var stream = new FileStream(mark, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            if (stream.Length == 0)
            {
                Write(stream, "This folder is Atelier Studio's, which clears away in it what is no longer needed. A studio that runs holds this file locked.\n"u8);
            }

            return stream;
        }
        catch (IOException error) when (IsHeld(error))
        {
            throw Refusal(ProblemCodes.FolderInUse, $"{Option} {new FileName(path)} is in use by another studio: end that one, or give another folder");
        }
    }

    // An empty file marks the folder as well, so that a studio begins on a full disk, where room can be made with it.
    private static void Write(FileStream stream, ReadOnlySpan<byte> text)
    {
        try
        {
            stream.Write(text);
        }
        catch (IOException error) when (DiskSpace.IsFull(error))
        {
        }
    }

    // Windows: sharing and lock violation. Elsewhere .NET gives the system's number: EWOULDBLOCK on Linux and on macOS.
    private static bool IsHeld(IOException error) =>
        OperatingSystem.IsWindows() ? (error.HResult & 0xffff) is 32 or 33 : error.HResult is 11 or 35;

    // Folders of studios that made no mark yet are known by their content.
    private static bool IsOurs(string path) =>
        Directory.EnumerateFileSystemEntries(path).All(e => System.IO.Path.GetFileName(e) == "lost+found") // the root of a disk of its own
        || OwnFiles.IsRealFile(System.IO.Path.Combine(path, MarkName))
        || HasDatabase(System.IO.Path.Combine(path, DatabaseName))
        || HasShelf(System.IO.Path.Combine(path, "files"));

    private static bool HasDatabase(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
            connection.Open();
            const string Tables = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('jobs', 'changes', 'pictures')";
            return connection.Scalar(Tables) is 3L;
        }
        catch (SqliteException)
        {
            return false; // a damaged one may be anybody's
        }
    }

    // A file whose name is the checksum of its content, where the studio puts such files.
    private static bool HasShelf(string path) => OwnFiles.IsRealFolder(path)
        && new DirectoryInfo(path).EnumerateDirectories()
            .SelectMany(d => OwnFiles.In(d.FullName, name => BlobStore.IsId(name) && name[..2] == d.Name))
            .FirstOrDefault() is { } file
        && IsNamedByContent(file);

    private static bool IsNamedByContent(FileInfo file)
    {
        using var stream = file.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == file.Name;
    }
}
