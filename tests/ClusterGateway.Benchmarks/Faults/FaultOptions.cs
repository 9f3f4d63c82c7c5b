namespace ClusterGateway.Benchmarks.Faults;

/// <summary>The schedule.</summary>
/// <param name="Fronts">Which proxies, by their names in <see cref="Faults.Fronts.All"/>.</param>
/// <param name="Kills">How often a node is killed, one after another.</param>
/// <param name="Down">How long it stays away.</param>
/// <param name="Period">From one kill to the next.</param>
/// <param name="Hang">How long the hung node stands still; zero leaves this out.</param>
/// <param name="Rate">Requests per second.</param>
/// <param name="Calm">Before the first fault.</param>
internal sealed record FaultOptions(
    IReadOnlyList<string> Fronts, int Kills, TimeSpan Down, TimeSpan Period, TimeSpan Hang, double Rate, int Clients, TimeSpan Calm);
