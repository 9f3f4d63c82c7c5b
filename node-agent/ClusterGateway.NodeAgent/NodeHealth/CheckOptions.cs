using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>One check, <c>ClusterGateway:Node:Checks:NAME</c>. Which keys belong to which type: docs/operations/node-checks.md.</summary>
internal sealed record CheckOptions
{
    /// <summary>One of <see cref="CheckTypes.All"/>; required.</summary>
    public string? Type { get; init; }

    /// <summary>What a failure does to the node. Default by type: <see cref="CheckTypes.DefaultImpact"/>.</summary>
    public CheckImpact? Impact { get; init; }

    /// <summary>From the start of one run to the start of the next, 0.1–3600 s, default by type. Runs of one check never overlap.</summary>
    public Duration? Interval { get; init; }

    /// <summary>A run without a result after this has failed, 0.05–60 s, default by type.</summary>
    public Duration? Timeout { get; init; }

    /// <summary>So many failures in a row make a passing check fail, 1–100, default 2. Nothing but a first success decides alone.</summary>
    public int Down { get; init; } = 2;

    /// <summary>So many successes in a row make a failing check pass, 1–100, default 1.</summary>
    public int Up { get; init; } = 1;

    /// <summary>http: a path below <c>Node:Application</c>, or an absolute URL. Default <c>/</c>.</summary>
    public string Path { get; init; } = "/";

    /// <summary>http: the only status that passes, 100–599. Default: any of 200–399; redirects are not followed.</summary>
    public int? ExpectStatus { get; init; }

    /// <summary>tcp, certificate: <c>host:port</c>. Default for tcp: that of <c>Node:Application</c>.</summary>
    public string? Address { get; init; }

    /// <summary>command, license: the program and its arguments, started without a shell; required for command.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>path, disk: the directory, usually of a shared file system; required.</summary>
    public string? Directory { get; init; }

    /// <summary>path: a small file is written and removed. Default false: the directory is read.</summary>
    public bool Writable { get; init; }

    /// <summary>clock: the largest difference to the store's time, 0.05–3600 s, default 1 s.</summary>
    public Duration MaxSkew { get; init; } = Duration.FromSeconds(1);

    /// <summary>certificate: a PEM file; license: a text file. Either this or Address or Command.</summary>
    public string? File { get; init; }

    /// <summary>certificate: the name asked for in the handshake (SNI). Default: the host of Address.</summary>
    public string? ServerName { get; init; }

    /// <summary>license: a regular expression; the date is looked for in its first match. Default: the first date of the text.</summary>
    public string? Pattern { get; init; }

    /// <summary>certificate, license: with fewer days left the cluster shows a warning, 0–3650, default 14.</summary>
    public int MinDays { get; init; } = 14;

    /// <summary>disk: what must be free, <c>10%</c> or <c>5GB</c>; default 5 %.</summary>
    public string MinFree { get; init; } = "5%";

    // Methods: what is a property here is a key of the configuration.
    public CheckImpact EffectiveImpact() => Impact ?? CheckTypes.DefaultImpact(Type);

    public Duration EffectiveInterval() => Interval ?? CheckTypes.DefaultInterval(Type);

    public Duration EffectiveTimeout() => Timeout ?? CheckTypes.DefaultTimeout(Type);
}
