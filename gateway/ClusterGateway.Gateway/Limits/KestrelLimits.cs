using ClusterGateway.Contracts.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Limits;

/// <summary>The limits that Kestrel enforces by itself.</summary>
internal sealed class KestrelLimits(IOptions<LimitOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel)
    {
        var from = options.Value;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = null;
        limits.MaxRequestLineSize = from.RequestLine;
        limits.MaxRequestHeadersTotalSize = from.RequestHeaders;
        limits.MaxRequestHeaderCount = from.RequestHeaderCount;
        limits.RequestHeadersTimeout = from.HeadersTimeout;
        limits.KeepAliveTimeout = from.KeepAlive;
        limits.MinRequestBodyDataRate = Rate(from.RequestBodyRate, from.RateGrace);
        limits.MinResponseDataRate = Rate(from.ResponseRate, from.RateGrace);
        limits.MaxConcurrentConnections = from.Connections == 0 ? null : from.Connections;
        limits.Http2.MaxStreamsPerConnection = from.Http2Streams;
    }

    private static MinDataRate? Rate(int bytesPerSecond, Duration grace) => bytesPerSecond == 0 ? null : new MinDataRate(bytesPerSecond, grace);
}
