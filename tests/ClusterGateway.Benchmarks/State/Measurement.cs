using ClusterGateway.Benchmarks.Load;

namespace ClusterGateway.Benchmarks.State;

/// <summary>One line of the table: an operation through an agent, and by the store alone, in the same run.</summary>
/// <param name="AgentCpu">Of the agent, in cores, during its run; <paramref name="StoreCpu"/> of the store's server beside it.</param>
/// <param name="RawCpu">Of the store's server during the peer's run.</param>
internal sealed record Measurement(
    string Store, Operation Operation, int Clients, LoadResult Agent, LoadResult Raw, double AgentCpu, double? StoreCpu, double? RawCpu)
{
    public double Ratio => Agent.Rate / Raw.Rate;
}
