using System.Net;
using ClusterGateway.Hosting.Screening;

namespace ClusterGateway.Gateway.Screening.Counting;

/// <summary>A failed log-in that an agent is to count.</summary>
/// <param name="At">A timestamp of the monotonic clock.</param>
internal sealed record AttemptReport(string Scope, IPAddress Address, AddressRange Range, long At)
{
    /// <summary>Completes when an agent has counted it, or none can for now.</summary>
    public TaskCompletionSource Counted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
