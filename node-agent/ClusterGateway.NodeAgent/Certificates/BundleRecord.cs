namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>What is sealed: both PEM.</summary>
internal sealed record BundleRecord(string Certificates, string Key)
{
    /// <summary>Records print their members; this one must not.</summary>
    public override string ToString() => nameof(BundleRecord);
}
