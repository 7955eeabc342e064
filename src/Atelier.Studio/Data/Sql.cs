using Microsoft.Data.Sqlite;

namespace Atelier.Studio.Data;

/// <summary>Commands of SQLite whose parameters are called $a, $b and so on, in their order.</summary>
internal static class Sql
{
    /// <summary>Runs a command.</summary>
    /// <returns>How many rows it changed.</returns>
    public static int Execute(this SqliteConnection connection, string text, params IReadOnlyList<object?> values)
    {
        using var command = Command(connection, text, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Reads the first value; null where there is none.</summary>
    public static object? Scalar(this SqliteConnection connection, string text, params IReadOnlyList<object?> values)
    {
        using var command = Command(connection, text, values);
        return command.ExecuteScalar() is var value and not DBNull ? value : null;
    }

    /// <summary>Reads all rows.</summary>
    public static List<T> Read<T>(
        this SqliteConnection connection, Func<SqliteDataReader, T> read, string text, params IReadOnlyList<object?> values)
    {
        using var command = Command(connection, text, values);
        using var rows = command.ExecuteReader();
        List<T> all = [];
        while (rows.Read())
        {
            all.Add(read(rows));
        }

        return all;
    }

    private static SqliteCommand Command(SqliteConnection connection, string text, IReadOnlyList<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (i, value) in values.Index())
        {
            command.Parameters.AddWithValue($"${(char)('a' + i)}", value ?? DBNull.Value);
        }

        return command;
    }
}
