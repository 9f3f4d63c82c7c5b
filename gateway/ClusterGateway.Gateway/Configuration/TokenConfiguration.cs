using ClusterGateway.Hosting.Configuration;
using ClusterGateway.Hosting.Secrets;

namespace ClusterGateway.Gateway.Configuration;

/// <summary>Reads <c>ClusterGateway:Tokens</c>: <c>Gateway</c> (its own, current first) and <c>AdminHash</c> (hex SHA-256 of admin tokens).</summary>
internal static class TokenConfiguration
{
    private const int HashLength = 64;

    public static GatewayTokens Read(IConfiguration configuration, ICollection<ConfigurationError> errors)
    {
        var section = configuration.GetSection($"{GatewayOptions.Section}:Tokens");
        var own = SecretReader.Read(section, "Gateway", errors);
        var hashes = new List<byte[]>();
        foreach (var text in SecretReader.Read(section, "AdminHash", errors))
        {
            if (text.Length == HashLength && text.All(char.IsAsciiHexDigit))
            {
                hashes.Add(Convert.FromHexString(text));
            }
            else
            {
                errors.Add(new ConfigurationError($"{section.Path}:AdminHash", "is not a SHA-256 hash in hex (64 digits); make one with: printf %s TOKEN | sha256sum"));
            }
        }

        return new GatewayTokens(own.Count > 0 ? own[0] : null, hashes);
    }
}
