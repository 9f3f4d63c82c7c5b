using ClusterGateway.Hosting.Configuration;
using ClusterGateway.Hosting.Secrets;
using ClusterGateway.Storage;
using ClusterGateway.Storage.PostgreSql;
using ClusterGateway.Storage.Redis;
using ClusterGateway.Storage.Sqlite;

namespace ClusterGateway.NodeAgent.Configuration;

/// <summary>The one place that names the stores.</summary>
internal static class StoreRegistration
{
    private const string Path = $"{AgentOptions.Section}:Store";

    private static readonly Dictionary<string, Provider> Providers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sqlite"] = new(SqliteStore.Validate, (options, time) => new SqliteStore(options, time)),
        ["postgresql"] = new(PostgreSqlStore.Validate, (options, time) => new PostgreSqlStore(options, time)),
        ["redis"] = new(RedisStore.Validate, (options, time) => new RedisStore(options, time)),
    };

    /// <summary>Makes the store; it connects at its first operation. Null when the settings are wrong: every reason is in the errors.</summary>
    public static Func<TimeProvider, IClusterStore>? Prepare(
        AgentOptions options, IConfigurationSection section, ICollection<ConfigurationError> errors)
    {
        if (!Providers.TryGetValue(options.Store.Provider, out var provider))
        {
            errors.Add(new ConfigurationError($"{Path}:Provider", $"'{options.Store.Provider}' is no store; write one of {string.Join(", ", Providers.Keys)}"));
            return null;
        }

        if (Connection(section, errors) is not { } connection)
        {
            return null;
        }

        var mistakes = provider.Validate(connection);
        foreach (var mistake in mistakes)
        {
            errors.Add(new ConfigurationError($"{Path}:Connection", mistake));
        }

        var settings = new StoreOptions(options.Name, connection) { OperationTimeout = options.Store.Timeout };
        return mistakes.Count > 0 ? null : time => provider.Create(settings, time);
    }

    private static string? Connection(IConfigurationSection section, ICollection<ConfigurationError> errors)
    {
        var before = errors.Count;
        var connection = SecretReader.Read(section, "Connection", errors) is [var first, ..] ? first : null;
        if (connection is null && errors.Count == before)
        {
            errors.Add(new ConfigurationError(
                $"{Path}:Connection", "is missing; for sqlite write 'Data Source=FILE', one file for all nodes of this machine"));
        }

        return connection;
    }

    private sealed record Provider(Func<string, IReadOnlyList<string>> Validate, Func<StoreOptions, TimeProvider, IClusterStore> Create);
}
