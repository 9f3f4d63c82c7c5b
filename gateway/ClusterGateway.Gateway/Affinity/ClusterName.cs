namespace ClusterGateway.Gateway.Affinity;

/// <summary><c>ClusterGateway:Name</c>: in cookies and keys, so that what belongs to one cluster means nothing to another.</summary>
internal sealed record ClusterName(string Value)
{
    public const string Default = "cluster";

    public static ClusterName Of(IConfiguration configuration) =>
        new(configuration["ClusterGateway:Name"] is { Length: > 0 } name ? name : Default);
}
