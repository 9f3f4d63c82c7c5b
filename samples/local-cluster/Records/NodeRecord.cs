namespace LocalCluster.Records;

/// <summary>A node; what we did not start has neither pid nor start.</summary>
internal sealed record NodeRecord(string Id, string Agent, string App, int? AgentPid, int? AppPid, NodeStartRecord Start);
