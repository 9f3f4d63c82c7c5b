using ClusterGateway.Contracts.ShareLinks;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

/// <summary>What share links do on every store, through three agents: one file per topic. Each test has an owner and a target of its own.</summary>
public abstract partial class LinkTests(LinkCluster cluster)
{
    private static readonly (int, string?) Done = (200, null);
    private static readonly (int, string?) NotFound = (404, "not-found");

    private readonly string _owner = "owner-" + Guid.NewGuid().ToString("N");

    private LinkCalls Node1 => cluster.Nodes[0];

    private LinkCalls Node2 => cluster.Nodes[1];

    private LinkCalls Node3 => cluster.Nodes[2];

    private ShareLinkRequest Link => new() { Owner = _owner, Target = $"/{_owner}/report.pdf" };

    /// <summary>Each on the next node.</summary>
    private async Task<List<T>> OnAllNodesAsync<T>(int times, Func<LinkCalls, int, Task<T>> call) =>
        [.. await Task.WhenAll(Enumerable.Range(0, times).Select(i => Task.Run(() => call(cluster.Nodes[i % cluster.Nodes.Count], i))))];
}
