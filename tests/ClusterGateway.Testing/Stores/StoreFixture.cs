using ClusterGateway.Storage;
using Xunit;

namespace ClusterGateway.Testing.Stores;

/// <summary>What the conformance suite must know of a provider: how to open instances of it, and how to take its server away.</summary>
public abstract class StoreFixture : IAsyncLifetime
{
    private static int _clusters;

    /// <summary>The implementation under test; a test asserts that each one has a suite.</summary>
    public abstract Type StoreType { get; }

    /// <summary>Whether there is a server apart from the process, which can be stopped. A suite asserts both answers.</summary>
    public abstract bool HasServer { get; }

    /// <summary>
    /// Whether an acknowledged commit survives <see cref="StopServerAsync"/>. A suite asserts it when promised, and atomicity in any case.
    /// </summary>
    public virtual bool KeepsAcknowledgedWrites => true;

    /// <summary>The provider's connection string; valid after <see cref="InitializeAsync"/>.</summary>
    protected abstract string Connection { get; }

    /// <summary>A cluster that no other test uses, with a time-out that suits tests.</summary>
    public StoreOptions NewCluster() =>
        new($"test-{Environment.ProcessId}-{Interlocked.Increment(ref _clusters)}", Connection)
        {
            // An outage must be noticed within its bound; otherwise a busy machine must not look like one.
            OperationTimeout = TimeSpan.FromSeconds(HasServer ? 5 : 30),
        };

    /// <summary>An instance as one more agent would open it: any number may be open at once.</summary>
    public abstract IClusterStore Open(StoreOptions options);

    /// <summary>Ends the server as a crash would: no orderly farewell to its clients.</summary>
    public virtual Task StopServerAsync() => throw new NotSupportedException($"{StoreType.Name} has no server");

    /// <summary>Brings the server back at the same address with the same data, and returns when it answers.</summary>
    public virtual Task StartServerAsync() => throw new NotSupportedException($"{StoreType.Name} has no server");

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;
}
