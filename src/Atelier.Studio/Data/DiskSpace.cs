using Microsoft.Data.Sqlite;

namespace Atelier.Studio.Data;

/// <summary>Tells a full disk from other faults.</summary>
internal static class DiskSpace
{
    // SQLite's own numbers: FULL, and IOERR_SHMSIZE, which it gives where the index of the log finds no room.
    private const int Full = 13;
    private const int NoRoomForIndex = 4874;

    /// <summary>Whether an error, or one that it came from, says that a disk or a quota is used up.</summary>
    public static bool IsFull(Exception error) => error switch
    {
        SqliteException sqlite when sqlite.SqliteErrorCode == Full || sqlite.SqliteExtendedErrorCode == NoRoomForIndex => true,
        IOException io when IsFull(io.HResult) => true,
        _ => error.InnerException is { } cause && IsFull(cause),
    };

    // Windows: disk full, handle disk full, quota exceeded. Elsewhere .NET gives the system's number: ENOSPC, and EDQUOT on Linux and macOS.
    private static bool IsFull(int code) => OperatingSystem.IsWindows()
        ? (code & 0xffff) is 112 or 39 or 1295
        : code == 28 || code == (OperatingSystem.IsMacOS() ? 69 : 122);
}
