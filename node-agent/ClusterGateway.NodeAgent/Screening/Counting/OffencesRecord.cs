namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>How often an address was blocked, as long as that is remembered.</summary>
internal sealed record OffencesRecord(int Blocks);
