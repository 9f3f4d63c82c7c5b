namespace ClusterGateway.NodeAgent.Encryption;

/// <summary>
/// Section <c>ClusterGateway:Encryption</c>: what secret settings and private keys are sealed with before they are stored. The same on every
/// node; neither the store nor its backup holds it. Without it there are no secret settings and no certificates.
/// </summary>
internal sealed record EncryptionOptions
{
    /// <summary>16 characters or more each (<c>openssl rand -base64 32</c>): the current one first, previous ones as long as something is sealed with them.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>A file that holds them, one a line, current first.</summary>
    public string? SecretsFile { get; init; }
}
