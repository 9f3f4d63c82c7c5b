using ClusterGateway.Benchmarks.Load;

namespace ClusterGateway.Benchmarks.State;

/// <summary>A store as an agent uses it, and the peer: the equivalent statements on the same tables, sent by the store's own tool.</summary>
internal interface IRawStore : IAsyncDisposable
{
    /// <summary>As the agent's configuration names it.</summary>
    string Provider { get; }

    string Connection { get; }

    /// <summary>The server's process; null where the store is a file.</summary>
    int? ServerId { get; }

    /// <summary>Once, after an agent has made the schema.</summary>
    Task PrepareAsync();

    Task<LoadResult> RunAsync(Operation operation, int clients, TimeSpan duration);
}
