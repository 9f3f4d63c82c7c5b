namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>One thing that is wrong: what, and the sentence that says more.</summary>
public sealed record Concern(Tone Tone, string What, string Detail);
