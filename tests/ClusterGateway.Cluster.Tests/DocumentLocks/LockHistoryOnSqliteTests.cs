using ClusterGateway.Testing.Servers;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.DocumentLocks;

public sealed class LockHistoryOnSqliteTests(ITestOutputHelper output) : LockHistoryTests(output)
{
    protected override string Store => "sqlite";

    protected override Task<ServerProcess?> StartServerAsync() => Task.FromResult<ServerProcess?>(null);
}
