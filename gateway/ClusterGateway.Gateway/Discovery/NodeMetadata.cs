using System.Collections.ObjectModel;

namespace ClusterGateway.Gateway.Discovery;

/// <summary>Metadata of a YARP destination that is a node: what the configuration says of it. Its type is the mark, asked for with every request.</summary>
internal sealed class NodeMetadata(IReadOnlyDictionary<string, string>? configured)
    : ReadOnlyDictionary<string, string>(new Dictionary<string, string>(configured ?? ReadOnlyDictionary<string, string>.Empty, StringComparer.OrdinalIgnoreCase));
