namespace ClusterGateway.NodeAgent.Tests.Agents;

/// <summary>Tests that other agents of the process would disturb: they run when no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "alone in the process";
}
