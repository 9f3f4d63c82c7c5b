using Microsoft.Data.Sqlite;

namespace ClusterGateway.Storage.Sqlite;

/// <summary>What a connection string says about where the database lies, and why that will not do.</summary>
internal static class SqliteLocation
{
    private const string Example = "for example 'Data Source=/var/lib/clustergateway/cluster.db'";

    /// <summary>The full path of the file, or null and why there is none.</summary>
    public static string? Parse(string connection, out IReadOnlyList<string> errors)
    {
        SqliteConnectionStringBuilder builder;
        try
        {
            builder = new SqliteConnectionStringBuilder(connection);
        }
        catch (ArgumentException e)
        {
            errors = [$"The SQLite connection string cannot be read: {e.Message.TrimEnd('.')}. It names a file, {Example}."];
            return null;
        }

        errors = [.. Complaints(builder)];
        return errors.Count == 0 ? Path.GetFullPath(builder.DataSource) : null;
    }

    /// <summary>A sentence when the file would lie on a network mount: file locks and shared memory do not work between machines there.</summary>
    public static IReadOnlyList<string> ValidateMount(string path)
    {
        var directory = SqliteMounts.ResolveDirectory(path);
        return SqliteMounts.NetworkFileSystem(directory) is not { } type ? [] :
        [
            $"The SQLite database '{path}' would lie on a network mount ({type}), where its locks cannot be trusted: "
            + "name a directory on a local disk, or use PostgreSQL or Redis.",
        ];
    }

    private static IEnumerable<string> Complaints(SqliteConnectionStringBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.DataSource))
        {
            yield return $"The SQLite connection string has no Data Source: name a file, {Example}.";
        }
        else if (builder.DataSource.StartsWith(":memory:", StringComparison.OrdinalIgnoreCase) || builder.Mode == SqliteOpenMode.Memory)
        {
            yield return $"A SQLite database in memory is not shared between processes: name a file, {Example}.";
        }
        else if (builder.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"The Data Source of SQLite must be a plain path, not a URI: {Example}.";
        }
        else if (Directory.Exists(builder.DataSource))
        {
            yield return $"The Data Source of SQLite, '{builder.DataSource}', is a directory: name a file in it.";
        }

        if (builder.Mode == SqliteOpenMode.ReadOnly)
        {
            yield return "The SQLite connection string says Mode=ReadOnly, but a cluster must write: leave Mode out.";
        }

        if (builder.Cache == SqliteCacheMode.Shared)
        {
            yield return "The SQLite connection string says Cache=Shared, which makes readers wait for writers: leave Cache out.";
        }

        if (!string.IsNullOrEmpty(builder.Password))
        {
            yield return "The SQLite connection string has a Password, but this SQLite cannot encrypt: leave it out, and protect the file.";
        }
    }
}
