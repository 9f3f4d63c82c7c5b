namespace ClusterGateway.Cli.Doctor.Diagnoses;

/// <summary>Every agent reaches the store, and it is the same one.</summary>
internal static class StoreDiagnosis
{
    public static IEnumerable<Finding> Of(ClusterEvidence evidence)
    {
        foreach (var node in evidence.Answering.Where(node => !node.Self!.StoreReachable))
        {
            yield return new Finding(
                "store-unreachable", node.Member.Id, $"its agent reaches no {node.Self!.StoreProvider}",
                "try the connection of its Store:Connection from that machine (psql, redis-cli): name, port, firewall, password");
        }

        var reaching = evidence.Answering.Where(node => node.Self!.StoreReachable).ToList();
        foreach (var node in reaching.Where(node => node.Self!.StoreProvider != evidence.Asked.StoreProvider))
        {
            yield return new Finding(
                "store-differs", node.Member.Id, $"it keeps its state in {node.Self!.StoreProvider}, {evidence.Asked.Id} in {evidence.Asked.StoreProvider}",
                "set the same Store:Provider and Store:Connection on every node, and restart the agent");
        }

        foreach (var node in reaching.Where(node => node.Members is { } members && !members.Contains(evidence.Asked.Id)))
        {
            yield return new Finding(
                "store-differs", node.Member.Id, $"its store does not know {evidence.Asked.Id}",
                "it uses another database, or another cluster name: set the same Store:Connection and Name on every node");
        }
    }
}
