namespace ClusterGateway.Gateway.Management;

/// <summary>Something that must be in order before this gateway should get traffic; a feature registers its own.</summary>
internal interface IReadiness
{
    /// <summary>Why not, in a sentence; null when it is.</summary>
    string? NotReadyBecause { get; }
}
