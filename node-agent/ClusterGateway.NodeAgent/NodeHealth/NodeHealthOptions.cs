namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>The part of section <c>ClusterGateway:Node</c> that is about health.</summary>
internal sealed record NodeHealthOptions
{
    public const string Section = "ClusterGateway:Node";

    /// <summary>Where the checks are, as validation messages name it.</summary>
    public const string ChecksPath = Section + ":" + nameof(Checks);

    /// <summary>By name. What is missing of application, store and clock is added: <see cref="CheckPlan"/>.</summary>
    public Dictionary<string, CheckOptions> Checks { get; init; } = new(StringComparer.OrdinalIgnoreCase);
}
