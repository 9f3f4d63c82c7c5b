namespace ClusterGateway.NodeAgent.Membership;

/// <summary>The highest term this node has ever seen, whatever became of the store since.</summary>
internal interface ITermMemory
{
    long Highest { get; }
}
