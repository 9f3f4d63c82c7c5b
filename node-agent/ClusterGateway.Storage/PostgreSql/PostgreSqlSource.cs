using Npgsql;

namespace ClusterGateway.Storage.PostgreSql;

/// <summary>Connections as the configured connection string and our own needs want them.</summary>
internal sealed class PostgreSqlSource : IAsyncDisposable
{
    /// <summary>So many commits at once share flushes of the server's log; more gain nothing. Opened when needed, closed when idle.</summary>
    private const int DefaultPoolSize = 12;
    private const int DefaultIdleSeconds = 10;

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource _target;

    public PostgreSqlSource(string connection, TimeSpan timeout)
    {
        var settings = Adapt(new NpgsqlConnectionStringBuilder(connection), timeout);
        Patience = timeout * 0.8;
        MostConnections = settings.MaxPoolSize;
        LeastConnections = settings.MinPoolSize;
        IdleLifetime = settings.Pooling ? TimeSpan.FromSeconds(settings.ConnectionIdleLifetime) : TimeSpan.Zero;
        settings.Pooling = false;
        // Metrics would name the connection string otherwise, hosts and user and all.
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "store" };
        if (settings.Host?.Contains(',', StringComparison.Ordinal) is not true)
        {
            _source = _target = builder.Build();
            return;
        }

        var hosts = builder.BuildMultiHost();
        _source = hosts;
        _target = settings.TargetSessionAttributes is null ? hosts.WithTargetSession(TargetSessionAttributes.Primary) : hosts;
    }

    /// <summary>How long an operation waits for a connection to a server that lets none in: less than its bound.</summary>
    public TimeSpan Patience { get; }

    /// <summary><c>Maximum Pool Size</c>.</summary>
    public int MostConnections { get; }

    /// <summary><c>Minimum Pool Size</c>: so many stay open, however long they are not needed.</summary>
    public int LeastConnections { get; }

    /// <summary><c>Connection Idle Lifetime</c>; zero with <c>Pooling=false</c>.</summary>
    public TimeSpan IdleLifetime { get; }

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

    /// <summary>A new connection.</summary>
    public ValueTask<NpgsqlConnection> OpenConnectionAsync(CancellationToken cancellationToken) => _target.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static NpgsqlConnectionStringBuilder Adapt(NpgsqlConnectionStringBuilder settings, TimeSpan timeout)
    {
        var seconds = Math.Max(1, (int)timeout.TotalSeconds);
        var hosts = settings.Host?.Split(',').Length ?? 1;

        // A host that swallows packets must leave time for the next one. One host may take longer than an operation waits.
        settings.Timeout = hosts == 1 ? settings.Timeout : AtMost(settings.Timeout, Math.Max(1, seconds / hosts));
        settings.CommandTimeout = AtMost(settings.CommandTimeout, seconds + 1);
        settings.ApplicationName ??= "clustergateway";

        // A quiet agent keeps two or three, so that twenty of them fit into the hundred that PostgreSQL allows by default.
        settings.ConnectionIdleLifetime = settings.ShouldSerialize("Connection Idle Lifetime") ? settings.ConnectionIdleLifetime : DefaultIdleSeconds;
        settings.MaxPoolSize = settings.ShouldSerialize("Maximum Pool Size") ? settings.MaxPoolSize : Math.Max(DefaultPoolSize, settings.MinPoolSize);

        // Of several hosts: how long one that was found dead, or a standby, is not asked again.
        settings.HostRecheckSeconds = 1;
        return settings;
    }

    private static int AtMost(int configured, int ours) => configured <= 0 ? ours : Math.Min(configured, ours);
}
