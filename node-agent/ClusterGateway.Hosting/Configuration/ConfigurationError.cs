namespace ClusterGateway.Hosting.Configuration;

/// <summary>One mistake in the configuration: where it is, what is there, and what would be right, in a sentence.</summary>
public sealed record ConfigurationError(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
