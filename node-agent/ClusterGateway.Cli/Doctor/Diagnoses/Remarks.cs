namespace ClusterGateway.Cli.Doctor.Diagnoses;

/// <summary>What an administrator should know, and nothing is wrong with.</summary>
internal static class Remarks
{
    /// <summary>A cluster on one machine has one gateway for good.</summary>
    public const string SingleGateway = "single-gateway";

    public static IEnumerable<string> Of(ClusterEvidence evidence)
    {
        foreach (var gateway in evidence.Gateways.Where(gateway => gateway is { Status: null, Refused: null, IsOnLoopback: true }))
        {
            yield return $"{gateway.Gateway.Id} was not looked at: its management interface listens on its own machine only; run doctor there";
        }

        if (evidence.Gateways.Count == 1)
        {
            yield return $"{evidence.Gateways[0].Gateway.Id} is the only gateway: when it fails, nobody reaches the cluster; run a second one behind the same address";
        }
    }
}
