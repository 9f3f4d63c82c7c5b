namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>How many sessions applications hold, by their references.</summary>
internal interface ISessionCount
{
    /// <summary>On this agent's node, as last counted; null until it was counted once.</summary>
    long? OfThisNode { get; }

    /// <summary>Counts those of any node now.</summary>
    Task<long> CountAsync(string node, CancellationToken cancellationToken);
}
