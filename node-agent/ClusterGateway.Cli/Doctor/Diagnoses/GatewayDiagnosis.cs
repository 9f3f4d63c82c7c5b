namespace ClusterGateway.Cli.Doctor.Diagnoses;

/// <summary>There are gateways, each is ready, and sees what the agents say.</summary>
internal static class GatewayDiagnosis
{
    public static IEnumerable<Finding> Of(ClusterEvidence evidence) => evidence.Gateways.Count == 0 && evidence.Asked.StoreReachable
        ? [new Finding(
            "no-gateway", "cluster", "no gateway has reported in the last 10 s",
            "start one; if one runs, it reaches no agent (its ClusterGateway:Nodes) or its gateway token is another one. Behind another load balancer ignore this")]
        : evidence.Gateways.SelectMany(gateway => Of(evidence, gateway));

    private static IEnumerable<Finding> Of(ClusterEvidence evidence, GatewayEvidence gateway)
    {
        var where = gateway.Gateway.Id;
        if (gateway.Refused is { } refused)
        {
            yield return new Finding(
                "token-refused", where, refused, "set ClusterGateway:Tokens:AdminHash of that gateway to the SHA-256 of the admin token");
        }
        else if (gateway is { Unreachable: { } unreachable, IsOnLoopback: false })
        {
            yield return new Finding("gateway-unreachable", where, unreachable, $"its management interface ({gateway.Gateway.Management}) must be reachable for administrators");
        }

        if (gateway.NotReady is { } reason)
        {
            yield return new Finding(
                "gateway-not-ready", where, $"it takes no traffic: {reason}",
                "a key ring that cannot be read needs the same KeyRing:Secrets on every gateway; nodes that do not serve are findings of their own");
        }

        foreach (var finding in gateway.Status is { } status ? Compare(evidence, where, status) : [])
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Compare(ClusterEvidence evidence, string where, Contracts.ClusterStatusView status)
    {
        var primary = evidence.Answering.FirstOrDefault(node => node.IsPrimary)?.Member.Id;
        if (primary is not null && status.Primary != primary)
        {
            yield return new Finding(
                "gateway-primary-differs", where, $"it takes {status.Primary ?? "nobody"} for the primary, the agents {primary}",
                "ask again in a few seconds; if it stays, the gateway does not reach the primary's agent");
        }

        var seen = status.Nodes.ToDictionary(node => node.Id);
        foreach (var node in evidence.Answering)
        {
            var there = seen.GetValueOrDefault(node.Member.Id);
            if (there is null || (node.Self!.Serving && !there.Serving))
            {
                yield return new Finding(
                    "gateway-node-differs", where, $"{node.Member.Id} serves, but this gateway {(there is null ? "does not know it" : "cannot use it")}",
                    $"from the gateway's machine, {node.Member.Agent}/v1/self and {node.Member.Address} must answer: firewall, name, gateway token");
            }
        }
    }
}
