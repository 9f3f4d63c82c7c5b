using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>One check, <c>ClusterGateway:Node:Checks:NAME</c>. Which keys belong to which type: docs/operations/node-checks.md.</summary>
internal sealed record CheckOptions
{
    /// <summary><c>http</c>, <c>tcp</c>, <c>command</c>, <c>path</c>, <c>disk</c>, <c>certificate</c>, <c>license</c>, <c>store</c> or <c>clock</c>.</summary>
    /// <value>required</value>
    public string? Type { get; init; }

    /// <summary>What a failure does to the node.</summary>
    /// <value>by type</value>
    public CheckImpact? Impact { get; init; }

    /// <summary>From the start of one run to the start of the next; runs of one check never overlap.</summary>
    /// <value><c>1s</c>; disk <c>10s</c>; certificate, license <c>1m</c></value>
    [DurationWithin(0.1, 3600)]
    public Duration? Interval { get; init; }

    /// <summary>A run without a result after this has failed.</summary>
    /// <value><c>1s</c>; certificate, license <c>10s</c></value>
    [DurationWithin(0.05, 60)]
    public Duration? Timeout { get; init; }

    /// <summary>So many failures in a row make a passing check fail; nothing but a first success decides alone.</summary>
    [Range(1, 100)]
    public int Down { get; init; } = 2;

    /// <summary>So many successes in a row make a failing check pass.</summary>
    [Range(1, 100)]
    public int Up { get; init; } = 1;

    /// <summary>http: a path below <c>Node:Application</c>, or an absolute URL.</summary>
    public string Path { get; init; } = "/";

    /// <summary>http: the only status that passes; redirects are not followed.</summary>
    /// <value>any of 200–399</value>
    [Range(100, 599)]
    public int? ExpectStatus { get; init; }

    /// <summary>tcp, certificate: <c>host:port</c>.</summary>
    /// <value>tcp: that of <c>Node:Application</c></value>
    public string? Address { get; init; }

    /// <summary>command, license: the program and its arguments, started without a shell.</summary>
    /// <value>command: required</value>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>path, disk: the directory, usually of a shared file system.</summary>
    /// <value>required</value>
    public string? Directory { get; init; }

    /// <summary>path: a small file is written and removed; otherwise the directory is read.</summary>
    public bool Writable { get; init; }

    /// <summary>clock: the largest difference to the store's time.</summary>
    [DurationWithin(0.05, 3600)]
    public Duration MaxSkew { get; init; } = Duration.FromSeconds(1);

    /// <summary>certificate: a PEM file; license: a text file. Either this or Address or Command.</summary>
    public string? File { get; init; }

    /// <summary>certificate: the name asked for in the handshake (SNI).</summary>
    /// <value>the host of <see cref="Address"/></value>
    public string? ServerName { get; init; }

    /// <summary>license: a regular expression; the date is looked for in its first match.</summary>
    /// <value>the first date of the text</value>
    public string? Pattern { get; init; }

    /// <summary>certificate, license: with fewer days left the cluster shows a warning.</summary>
    [Range(0, 3650)]
    public int MinDays { get; init; } = 14;

    /// <summary>disk: what must be free, <c>10%</c> or <c>5GB</c>.</summary>
    public string MinFree { get; init; } = "5%";

    // Methods: what is a property here is a key of the configuration.
    public CheckImpact EffectiveImpact() => Impact ?? CheckTypes.DefaultImpact(Type);

    public Duration EffectiveInterval() => Interval ?? CheckTypes.DefaultInterval(Type);

    public Duration EffectiveTimeout() => Timeout ?? CheckTypes.DefaultTimeout(Type);
}
