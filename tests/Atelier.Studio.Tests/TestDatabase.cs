using Atelier.Studio.Data;
using Microsoft.Data.Sqlite;

namespace Atelier.Studio.Tests;

/// <summary>The database of a studio, from beside it.</summary>
internal static class TestDatabase
{
    public static void Execute(TemporaryFolder folder, string text)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, DataFolder.DatabaseName)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
