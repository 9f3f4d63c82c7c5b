using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>Whether the store answers.</summary>
internal sealed class StorePingCheck(string name, IClusterStore store) : INodeCheck
{
    public string Type => CheckTypes.Store;

    public string Name => name;

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        await store.PingAsync(cancellationToken);
        return CheckResult.Pass($"the {store.Capabilities.Provider} store answers");
    }
}
