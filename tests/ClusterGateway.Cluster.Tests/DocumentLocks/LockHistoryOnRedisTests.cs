using ClusterGateway.Testing.Servers;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.DocumentLocks;

public sealed class LockHistoryOnRedisTests(ITestOutputHelper output) : LockHistoryTests(output)
{
    protected override string Store => "redis";

    // It may lose the last second: what survives is not this test's question.
    protected override bool SurvivesCrash => false;

    protected override async Task<ServerProcess?> StartServerAsync() => await RedisServer.CreateAsync();
}
