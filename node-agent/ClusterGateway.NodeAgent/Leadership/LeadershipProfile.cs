namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>Ready-made timings, as lease / renew / deadline in seconds.</summary>
internal enum LeadershipProfile
{
    /// <summary>8 / 1 / 5.</summary>
    Default,

    /// <summary>30 / 5 / 20: for stores with long hiccups.</summary>
    Conservative,

    /// <summary>3 / 0.5 / 2: for stores next door.</summary>
    Fast,
}
