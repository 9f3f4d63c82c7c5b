using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>One check, <c>ClusterGateway:Node:Checks:NAME</c>. Which keys belong to which type: docs/operations/node-checks.md.</summary>
internal sealed record CheckOptions
{
    /// <summary><c>http</c>, <c>tcp</c>, <c>command</c>, <c>path</c>, <c>store</c> or <c>clock</c>; required.</summary>
    public string? Type { get; init; }

    /// <summary>What a failure does to the node. Default by type: store degraded, clock warning, all others unhealthy.</summary>
    public CheckImpact? Impact { get; init; }

    /// <summary>From the start of one run to the start of the next, 0.1–3600 s, default 1 s. Runs of one check never overlap.</summary>
    public Duration Interval { get; init; } = Duration.FromSeconds(1);

    /// <summary>A run without a result after this has failed, 0.05–60 s, default 1 s.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(1);

    /// <summary>So many failures in a row make a passing check fail, 1–100, default 2. The very first run decides alone.</summary>
    public int Down { get; init; } = 2;

    /// <summary>So many successes in a row make a failing check pass, 1–100, default 1.</summary>
    public int Up { get; init; } = 1;

    /// <summary>http: a path below <c>Node:Application</c>, or an absolute URL. Default <c>/</c>.</summary>
    public string Path { get; init; } = "/";

    /// <summary>http: the only status that passes, 100–599. Default: any of 200–399; redirects are not followed.</summary>
    public int? ExpectStatus { get; init; }

    /// <summary>tcp: <c>host:port</c>. Default: that of <c>Node:Application</c>.</summary>
    public string? Address { get; init; }

    /// <summary>command: the program and its arguments, started without a shell; required.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>path: the directory, usually of a shared file system; required.</summary>
    public string? Directory { get; init; }

    /// <summary>path: a small file is written and removed. Default false: the directory is read.</summary>
    public bool Writable { get; init; }

    /// <summary>clock: the largest difference to the store's time, 0.05–3600 s, default 1 s.</summary>
    public Duration MaxSkew { get; init; } = Duration.FromSeconds(1);

    // A method: what is a property here is a key of the configuration.
    public CheckImpact EffectiveImpact() => Impact ?? CheckTypes.DefaultImpact(Type);
}
