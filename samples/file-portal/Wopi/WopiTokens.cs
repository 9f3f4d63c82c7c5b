using FilePortal.Configuration;
using FilePortal.Documents;
using FilePortal.Signing;
using Microsoft.Extensions.Options;

namespace FilePortal.Wopi;

/// <summary>Access tokens of WOPI: one user, one document, an end; they hold on every node.</summary>
internal sealed class WopiTokens(TokenSigner signer, IOptionsMonitor<PortalOptions> options, TimeProvider time)
{
    /// <summary>As WOPI's guide advises: a working day.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(10);

    private const string Audience = "wopi";

    public (string Token, DateTimeOffset Expires) Issue(string user, DocumentName document)
    {
        var expires = time.GetUtcNow() + Lifetime;
        return (signer.Sign(new Claims { Audience = Audience, User = user, File = document.Value, Expires = expires.ToUnixTimeSeconds() }), expires);
    }

    /// <summary>Whose token it is; null when it does not open this document, or its user may not sign in any more.</summary>
    public string? UserOf(string? token, DocumentName document) =>
        signer.Read(token, Audience) is { User: { } user } claims
        && claims.File == document.Value
        && options.CurrentValue.Users.Any(known => known.Name == user)
            ? user
            : null;
}
