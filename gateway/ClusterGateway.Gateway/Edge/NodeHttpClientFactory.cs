using ClusterGateway.Gateway.Diagnostics;
using ClusterGateway.Gateway.Https;
using ClusterGateway.Gateway.Timeouts;
using Yarp.ReverseProxy.Forwarder;

namespace ClusterGateway.Gateway.Edge;

/// <summary>
/// The connections to the servers of a YARP cluster. YARP keeps them over a reload as long as <c>HttpClient</c> is as it was; here metadata of ours say
/// something of them too.
/// </summary>
internal sealed class NodeHttpClientFactory(IConfiguration configuration, TimeoutOptions timeouts) : ForwarderHttpClientFactory
{
    private const string Connect = TimeoutMetadata.Prefix + TimeoutMetadata.Connect;

    protected override bool CanReuseOldClient(ForwarderHttpClientContext context) =>
        base.CanReuseOldClient(context) && OfConnections(context.OldMetadata).SequenceEqual(OfConnections(context.NewMetadata));

    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        handler.ConnectTimeout = TimeoutMetadata.ConnectOf(context.NewMetadata, timeouts) ?? handler.ConnectTimeout;
        NodeTls.Apply(handler, context.NewMetadata);
        handler.Trace(configuration);
        handler.PassHeaderBytes();
    }

    private static IEnumerable<KeyValuePair<string, string>> OfConnections(IReadOnlyDictionary<string, string>? metadata) => (metadata ?? new Dictionary<string, string>())
        .Where(entry => entry.Key.StartsWith(NodeTls.Prefix, StringComparison.OrdinalIgnoreCase) || entry.Key.Equals(Connect, StringComparison.OrdinalIgnoreCase))
        .OrderBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase);
}
