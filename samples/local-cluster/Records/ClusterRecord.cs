namespace LocalCluster.Records;

/// <summary>DATA/cluster.json: what machines need to know of the cluster. The names of its members are fixed.</summary>
internal sealed record ClusterRecord(
    IReadOnlyList<GatewayRecord> Gateways, IReadOnlyList<NodeRecord> Nodes, TokensRecord Tokens, string Logs, DemoRecord? Demo);
