using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Limits;

/// <summary><c>ClusterGateway:Limits</c>: what a client may take of the gateway. Bodies have no limit but the route's <c>MaxRequestBodySize</c>.</summary>
internal sealed record LimitOptions
{
    public const string Section = "ClusterGateway:Limits";

    /// <summary>Bytes of method, target and version; more is answered 414.</summary>
    [Range(1024, 1024 * 1024)]
    public int RequestLine { get; init; } = 32 * 1024;

    /// <summary>Bytes of all headers of a request; more is answered 431.</summary>
    [Range(1024, 1024 * 1024)]
    public int RequestHeaders { get; init; } = 64 * 1024;

    /// <summary>Headers of a request; more are answered 431.</summary>
    [Range(10, 1000)]
    public int RequestHeaderCount { get; init; } = 100;

    /// <summary>For all headers of a request to arrive; then 408.</summary>
    [DurationWithin(1, 600)]
    public Duration HeadersTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may be without a request.</summary>
    [DurationWithin(1, 3600)]
    public Duration KeepAlive { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>Bytes a second that a body must come with while the node takes it, 0 for any; then 408.</summary>
    [Range(0, 1024 * 1024)]
    public int RequestBodyRate { get; init; } = 240;

    /// <summary>Bytes a second that a client must take of an answer that waits for it, 0 for any; then the connection is cut.</summary>
    [Range(0, 1024 * 1024)]
    public int ResponseRate { get; init; } = 240;

    /// <summary>For this long a body or an answer may be slower.</summary>
    [DurationWithin(2, 600)]
    public Duration RateGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Open connections of one address (IPv6: of one /64), 0 for any number. Trusted proxies have no limit.</summary>
    [Range(0, 1_000_000)]
    public int ConnectionsPerAddress { get; init; } = 16 * 1024;

    /// <summary>Open connections of all clients; 0: as many as the system gives.</summary>
    [Range(0, 10_000_000)]
    public int Connections { get; init; }

    /// <summary>Requests at the same time on one HTTP/2 connection.</summary>
    [Range(1, 10_000)]
    public int Http2Streams { get; init; } = 100;
}
