using System.Diagnostics.Metrics;
using ClusterGateway.NodeAgent.Diagnostics;
using ClusterGateway.NodeAgent.DocumentLocks;
using ClusterGateway.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

/// <summary>Makes the tables of agents, without the agents.</summary>
internal static class LockTables
{
    private static readonly IMeterFactory Meters =
        new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    public static LockTable Over(IClusterStore store, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        return new LockTable(store, new StoreClock(time), new LockMetrics(Meters), time, NullLogger<LockTable>.Instance);
    }
}
