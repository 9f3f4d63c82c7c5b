using System.Net;

namespace ClusterGateway.Gateway.AccessLog;

/// <summary>What the access log tells of one request; free of secrets.</summary>
internal sealed record AccessEntry
{
    /// <summary>When the gateway had read the request's headers.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The client's address, as trusted proxies tell it.</summary>
    public IPAddress? Client { get; init; }

    public required string Method { get; init; }

    public required string Protocol { get; init; }

    public string? Host { get; init; }

    /// <summary>Path and query as the client sent them, without what is secret.</summary>
    public required string Target { get; init; }

    /// <summary>What the client got; 499 when it left before anything came.</summary>
    public required int Status { get; init; }

    /// <summary>Bytes of the answer's body; those after an upgrade (WebSocket) do not count.</summary>
    public required long Bytes { get; init; }

    /// <summary>Until the answer was complete.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Until the headers of the answer left; null when none did.</summary>
    public TimeSpan? FirstByte { get; init; }

    /// <summary>The id of the YARP route; null when none matched.</summary>
    public string? Route { get; init; }

    /// <summary>The destination that the request went to last: in a cluster the node's id; null when it went to none.</summary>
    public string? Node { get; init; }

    /// <summary>Null where nobody is bound.</summary>
    public string? Affinity { get; init; }

    /// <summary>How often the request was sent again.</summary>
    public required int Retries { get; init; }

    /// <summary>Why there was no whole answer of a node (YARP's <c>ForwarderError</c>); null when there was.</summary>
    public string? Error { get; init; }

    public string? Referer { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>The W3C trace id, where traces are made.</summary>
    public string? TraceId { get; init; }
}
