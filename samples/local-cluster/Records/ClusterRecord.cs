using LocalCluster.Planning;
using LocalCluster.Secrets;

namespace LocalCluster.Records;

/// <summary>DATA/cluster.json: what machines need to know of the cluster. The names of its members are fixed.</summary>
internal sealed record ClusterRecord(
    IReadOnlyList<GatewayRecord> Gateways, IReadOnlyList<NodeRecord> Nodes, TokensRecord Tokens, string Logs, DemoRecord? Demo);

/// <param name="Pid">The real process.</param>
internal sealed record GatewayRecord(string Url, string Management, int? Pid, StartCommand Start);

/// <summary>A node; what we did not start has neither pid nor start.</summary>
internal sealed record NodeRecord(string Id, string Agent, string App, int? AgentPid, int? AppPid, NodeStartRecord Start);

internal sealed record NodeStartRecord(StartCommand Agent, StartCommand? App);

internal sealed record TokensRecord(string Admin, string Gateway, string Agent, string App);

/// <summary>Null altogether where the demo does not run; the WOPI members are null until it is a WOPI host.</summary>
internal sealed record DemoRecord(IReadOnlyList<DemoUser> Users, DemoUser Admin, string? WopiSrc, string? WopiToken);
