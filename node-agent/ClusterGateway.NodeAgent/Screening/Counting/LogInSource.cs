using ClusterGateway.Contracts.Screening;
using ClusterGateway.Hosting.Screening;

namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>A log-in, as far as it is known without the store.</summary>
internal readonly record struct LogInSource(string Scope, AddressRange Range, AttemptOutcome Outcome, CountingRule Rule);
