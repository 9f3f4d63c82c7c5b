using System.Security.Cryptography;
using System.Text;

namespace ClusterGateway.Hosting.Tokens;

/// <summary>
/// Tells for which audiences a presented token is valid. Only SHA-256 hashes are kept; every known hash is compared, each in constant
/// time, so that neither the contents nor the position of a match can be timed.
/// </summary>
public sealed class TokenVerifier(IEnumerable<(TokenAudience Audience, byte[] Sha256)> hashes)
{
    private readonly (TokenAudience Audience, byte[] Sha256)[] _hashes = [.. hashes];

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>The audiences of the token; empty for an unknown one.</summary>
    public IReadOnlyList<TokenAudience> Verify(string token)
    {
        var presented = Hash(token);
        var audiences = new List<TokenAudience>(1);
        foreach (var (audience, known) in _hashes)
        {
            if (CryptographicOperations.FixedTimeEquals(presented, known))
            {
                audiences.Add(audience);
            }
        }

        return audiences;
    }
}
