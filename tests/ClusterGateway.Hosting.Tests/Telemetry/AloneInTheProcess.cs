namespace ClusterGateway.Hosting.Tests.Telemetry;

/// <summary>Activity sources and meters are told apart by name only: what is recorded is that of every host in the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "alone in the process";
}
