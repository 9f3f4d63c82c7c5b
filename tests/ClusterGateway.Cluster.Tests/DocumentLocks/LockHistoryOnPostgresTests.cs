using ClusterGateway.Testing.Servers;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.DocumentLocks;

public sealed class LockHistoryOnPostgresTests(ITestOutputHelper output) : LockHistoryTests(output)
{
    protected override string Store => "postgresql";

    protected override async Task<ServerProcess?> StartServerAsync() => await PostgresServer.CreateAsync();
}
