using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterGateway.Cli.Agents;

/// <summary>How this run is let in by agents, and which of them it believes.</summary>
/// <param name="token">Null for none: some of what agents tell is open.</param>
/// <param name="trust">Whose certificates count of agents that answer by HTTPS; null for those that this machine trusts.</param>
internal sealed class AgentAccess(string? token, X509ChainPolicy? trust)
{
    public string? Token => token;

    public X509ChainPolicy? Trust => trust;

    /// <exception cref="UsageException">A file cannot be read, or is none of its kind.</exception>
    public static AgentAccess Read(ParseResult parsed) =>
        new(TokenSource.Read(parsed.GetValue(GlobalOptions.TokenFile)), parsed.GetValue(GlobalOptions.AgentsCa) is { } file ? TrustOf(file) : null);

    /// <summary>Nothing is asked of other servers, neither issuers nor revocations.</summary>
    private static X509ChainPolicy TrustOf(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UsageException($"--agents-ca {file} cannot be read: {exception.Message}");
        }

        return policy.CustomTrustStore.Count > 0 ? policy : throw new UsageException($"--agents-ca {file} holds no certificate; it must be PEM");
    }
}
