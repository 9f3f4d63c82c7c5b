using ClusterGateway.Contracts.Screening;
using ClusterGateway.Hosting.Screening;
using ClusterGateway.NodeAgent.Screening.Configuration;

namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>A log-in, as it is counted.</summary>
/// <param name="Account">The keyed hash of its name; null when none was named.</param>
/// <param name="Secret">The keyed hash of what was tried; null when that is not known.</param>
internal sealed record LogIn(string Scope, AddressRange Range, AttemptOutcome Outcome, ScreeningPolicy Policy, string? Account, string? Secret)
{
    /// <summary>What is counted beside this one waits for it in this process, instead of losing races against it at the store.</summary>
    public string Turn => Account ?? Range.ToString();
}
