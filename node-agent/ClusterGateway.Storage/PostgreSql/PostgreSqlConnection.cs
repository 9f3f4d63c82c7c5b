using Npgsql;

namespace ClusterGateway.Storage.PostgreSql;

/// <summary>From the configured connection string to a data source that suits us.</summary>
internal static class PostgreSqlConnection
{
    /// <summary>Every mistake that can be seen without connecting.</summary>
    public static IReadOnlyList<string> Validate(string connection)
    {
        try
        {
            return string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(connection).Host)
                ? ["the connection string has no Host; for example Host=db1,db2;Database=cluster;Username=cluster;Password=…"]
                : [];
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException or OverflowException)
        {
            // The driver's message names the key that it does not know, and never a value.
            return [$"the connection string is not one of Npgsql: {e.Message}"];
        }
    }

    public static NpgsqlMultiHostDataSource Open(string connection, TimeSpan timeout, bool pooled)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        var seconds = Math.Max(1, (int)timeout.TotalSeconds);
        var hosts = settings.Host?.Split(',').Length ?? 1;

        // A host that swallows packets must leave time for the next one.
        settings.Timeout = AtMost(settings.Timeout, Math.Max(1, seconds / hosts));
        settings.CommandTimeout = AtMost(settings.CommandTimeout, seconds + 1);
        settings.ApplicationName ??= "clustergateway";

        // For one host, too: it may be, or become, a standby, whose answers are of the past.
        settings.TargetSessionAttributes ??= "primary";

        // We leave no state in sessions, and DISCARD ALL would throw the plans of our function away; pgbouncer wants it so anyway.
        settings.NoResetOnClose = true;
        settings.Pooling = settings.Pooling && pooled;
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).BuildMultiHost();
    }

    private static int AtMost(int configured, int ours) => configured <= 0 ? ours : Math.Min(configured, ours);
}
