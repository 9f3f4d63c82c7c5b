using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Discovery;

namespace ClusterGateway.Gateway.Agents;

/// <summary>The agents in the order in which to ask them: the last that answered, those that answer their probes, the others, the seeds.</summary>
internal sealed class AgentList(GatewayOptions options, ClusterTracker state)
{
    private volatile Uri? _lastAnswered;

    public IReadOnlyList<Uri> All => [.. state.Current.Nodes.Values
        .OrderByDescending(node => node.Agent == _lastAnswered)
        .ThenByDescending(node => node.Health is not (Contracts.Nodes.NodeHealth.Unknown or Contracts.Nodes.NodeHealth.Unhealthy))
        .Select(node => node.Agent)
        .Concat(Seeds)
        .Distinct()];

    /// <summary>For what only the primary does, and for what was just done there.</summary>
    public IEnumerable<Uri> PrimaryFirst =>
        state.Current is { Primary.NodeId: var primary } cluster && cluster.Nodes.TryGetValue(primary, out var node) ? All.Prepend(node.Agent).Distinct() : All;

    public IEnumerable<Uri> Seeds => options.Nodes.Select(seed => seed.Agent).OfType<Uri>();

    /// <summary>Asks one after another until one answers.</summary>
    /// <exception cref="HttpRequestException">None did.</exception>
    public async Task<T> FirstAsync<T>(Func<Uri, Task<T>> ask, CancellationToken cancellationToken)
    {
        HttpRequestException? last = null;
        foreach (var agent in All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var answer = await ask(agent);
                _lastAnswered = agent;
                return answer;
            }
            catch (HttpRequestException exception)
            {
                last = exception;
            }
        }

        throw new HttpRequestException("no agent answers", last, last?.StatusCode);
    }
}
