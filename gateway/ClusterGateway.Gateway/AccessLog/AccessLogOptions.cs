using System.ComponentModel.DataAnnotations;

namespace ClusterGateway.Gateway.AccessLog;

/// <summary><c>ClusterGateway:AccessLog</c>: one line for each request that the gateway answered (docs/operations/logs.md).</summary>
internal sealed record AccessLogOptions
{
    public const string Section = "ClusterGateway:AccessLog";

    /// <summary>How a line is written.</summary>
    public AccessLogFormat Format { get; init; }

    /// <summary>The file that lines are appended to; without one they go to standard output, between the other logs.</summary>
    /// <value>standard output</value>
    public string? Path { get; init; }

    /// <summary>Writes query strings. Applications put secrets into them; those with well-known names are taken out.</summary>
    public bool Query { get; init; }

    /// <summary>Lines that wait to be written; more are lost, and counted. No request waits for a disk.</summary>
    [Range(100, 1_000_000)]
    public int Queue { get; init; } = 20_000;
}
