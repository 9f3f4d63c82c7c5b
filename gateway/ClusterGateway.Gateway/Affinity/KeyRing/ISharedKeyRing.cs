namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>What the request path asks of the key ring; never a call to an agent except where the task says so.</summary>
internal interface ISharedKeyRing : IKeyRingState
{
    bool Knows(Guid keyId);

    /// <summary>
    /// Asks the agents for keys that another gateway made, because a cookie names one that nobody here knows. At most once in
    /// <see cref="KeyRingSynchronizer.RefreshInterval"/>, whoever asks; completes at once in between, and never fails.
    /// </summary>
    Task RefreshAsync(CancellationToken cancellationToken);
}
