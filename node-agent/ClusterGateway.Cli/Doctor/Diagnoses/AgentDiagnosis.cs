namespace ClusterGateway.Cli.Doctor.Diagnoses;

/// <summary>Every member has an agent at its address, and it is the right one.</summary>
internal static class AgentDiagnosis
{
    public static IEnumerable<Finding> Of(ClusterEvidence evidence)
    {
        foreach (var node in evidence.Nodes)
        {
            if (node.Refused is { } refused)
            {
                yield return new Finding(
                    "token-refused", node.Member.Id, refused, "set the same Tokens:Admin on every node, and restart the agent");
            }
            else if (node.Self is not { } self)
            {
                yield return new Finding(
                    "agent-unreachable", node.Member.Id, node.Unreachable ?? "it gave no answer",
                    $"start the agent there; if it runs, its Node:Advertise ({node.Member.Agent}) must be reachable from everywhere; if the machine is gone for good, DELETE /v1/members/{node.Member.Id}");
            }
            else if (self.Cluster != evidence.Asked.Cluster)
            {
                yield return new Finding(
                    "other-cluster", node.Member.Id, $"at {node.Member.Agent} answers an agent of the cluster '{self.Cluster}'",
                    "set Node:Advertise to the address of its own agent, or the same Name on every node");
            }
            else if (self.Id != node.Member.Id)
            {
                yield return new Finding(
                    "wrong-address", node.Member.Id, $"at {node.Member.Agent} answers the agent of {self.Id}",
                    "set Node:Advertise of each node to the address of its own agent");
            }
        }
    }
}
