namespace ClusterGateway.Gateway.Management;

/// <summary>How many clients this gateway remembers as bound to each node.</summary>
internal interface IBindingCounts
{
    IReadOnlyDictionary<string, long> BoundByNode();
}
