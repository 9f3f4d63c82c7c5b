using ClusterGateway.Hosting.Configuration;
using ClusterGateway.Hosting.Secrets;

namespace ClusterGateway.NodeAgent.Encryption;

/// <summary>The secrets of <c>ClusterGateway:Encryption</c>: what seals and hashes what the store must not be able to read.</summary>
/// <param name="secrets">Current first; may be empty.</param>
/// <param name="cluster">The cluster's name.</param>
internal sealed class EncryptionKeys(IReadOnlyList<string> secrets, string cluster)
{
    private const int ShortestSecret = 16;

    /// <summary>What a caller is told whose secret cannot be kept.</summary>
    public const string Missing =
        "this node has no secret to encrypt it with; set ClusterGateway:Encryption:Secrets (openssl rand -base64 32), the same on every node, and restart the agents";

    /// <summary>False when no secret is configured: nothing can be sealed then.</summary>
    public bool AreConfigured => secrets.Count > 0;

    /// <summary>What seals values of one purpose, as in <c>settings</c>; null without a secret.</summary>
    public SealedBox? BoxFor(string purpose) => AreConfigured ? new SealedBox(secrets, purpose, cluster) : null;

    /// <summary>A key of 32 bytes for keyed hashes, the same on every node; null without a secret.</summary>
    /// <param name="use">Each use has a key of its own.</param>
    public byte[]? Derive(string use) => AreConfigured ? SealedBox.Derive(secrets[0], $"cluster {cluster}", use, 32) : null;

    public static EncryptionKeys Read(IConfigurationSection section, string cluster, ICollection<ConfigurationError> errors)
    {
        var secrets = SecretReader.Read(section, nameof(EncryptionOptions.Secrets), errors);
        foreach (var secret in secrets.Where(s => s.Length < ShortestSecret))
        {
            errors.Add(new ConfigurationError(
                $"{section.Path}:{nameof(EncryptionOptions.Secrets)}",
                $"holds a secret of {secret.Length} characters; give it {ShortestSecret} or more (openssl rand -base64 32)"));
        }

        return new EncryptionKeys(secrets, cluster);
    }
}
