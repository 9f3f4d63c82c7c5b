namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>Whether this gateway holds the keys of its clients' cookies. Registered only where <c>ClusterCookie</c> is used.</summary>
internal interface IKeyRingState
{
    bool Ready { get; }

    /// <summary>Why it is not ready, in a sentence; null when it is.</summary>
    string? Reason { get; }
}
