using System.Text;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Gateway.Dashboard.Actions;
using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Certificates;

/// <summary>What can be done to certificates. Pure.</summary>
internal static class CertificateActions
{
    private const string Page = "/certificates";

    /// <summary>Below what the dashboard gives an agent to answer.</summary>
    private const string Wait = "3s";

    public static string PathOf(string name) => $"/v1/certificates/{Uri.EscapeDataString(name)}";

    /// <param name="current">What it follows; null for a new one.</param>
    public static AdminAction Upload(Tagged<CertificateView>? current) => new()
    {
        Title = current is null ? "Upload a certificate" : $"Upload the successor of {current.Value.Name}",
        Effects =
        [
            "It is checked, and staged on every gateway that serves HTTPS. Nobody serves it before it is activated, on the next page.",
            "The key is encrypted before it is stored, and never shown again.",
        ],
        Button = "Upload",
        Done = "The certificate is staged.",
        Ask = said => Request(current?.Value.Name ?? said.GetValueOrDefault("name", "").Trim(), said),
        Fields =
        [
            .. current is null
                ? (ActionField[])[new("name", "Name") { Hint = "of your choice; the names that clients call stand in the certificate", IsRequired = true, MostCharacters = CertificateName.MostCharacters }]
                : [],
            new("certificate", "Certificate", FieldKind.File) { Hint = "PEM with the full chain, or PFX", IsRequired = true },
            new("key", "Private key", FieldKind.File) { Hint = "PEM; not for a PFX, nor when it stands in the same file" },
            new("password", "Password", FieldKind.Password) { Hint = "when the key or the PFX is encrypted" },
            new("force", "Also with dates, names, a chain or a key that clients may refuse", FieldKind.Check),
        ],
        IsConditional = true,
        Tag = current?.Tag,
        Back = Page,
        Next = said => $"{Page}/activate?name={Uri.EscapeDataString(current?.Value.Name ?? said.GetValueOrDefault("name", "").Trim())}",
    };

    /// <returns>Null when none is staged.</returns>
    public static AdminAction? Activate(Tagged<CertificateView> found)
    {
        var (name, active, staged) = (found.Value.Name, found.Value.Active, found.Value.Staged);
        return staged is null ? null : new AdminAction
        {
            Title = $"Activate the staged {name}?",
            Effects =
            [
                $"Staged: {CertificateText.Of(staged)}.",
                active is null ? "None of this name is served now." : $"Served now: {CertificateText.Of(active)}.",
                "New connections get the new one from all gateways at once; open ones stay as they are.",
                found.Value.MissingAt().ToList() is { Count: > 0 } missing ? $"Not yet held by {string.Join(", ", missing)}: it takes a second." : "Every gateway that serves HTTPS holds it.",
            ],
            Button = "Activate",
            Done = $"{name} is active.",
            Ask = said => (new AgentRequest(HttpMethod.Post, $"{PathOf(name)}/activate?wait={Wait}{Force(said, '&')}"), null),
            Fields = [new("force", "Also when a gateway does not hold it yet", FieldKind.Check)],
            IsConditional = true,
            Tag = found.Tag,
            Back = Page,
        };
    }

    public static AdminAction Remove(Tagged<CertificateView> found) => new()
    {
        Title = $"Remove the certificate {found.Value.Name}?",
        Effects =
        [
            found.Value.ServedBy().ToList() is { Count: > 0 } gateways
                ? $"{string.Join(" and ", gateways)} serve it: it is refused, unless forced, and clients of its names get another one then."
                : "No gateway serves it.",
        ],
        Button = "Remove it",
        Done = $"{found.Value.Name} is removed.",
        Ask = said => (new AgentRequest(HttpMethod.Delete, PathOf(found.Value.Name) + Force(said, '?')), null),
        Fields = [new("force", "Also when gateways serve it", FieldKind.Check)],
        IsRisky = true,
        IsConditional = true,
        Tag = found.Tag,
        Back = Page,
    };

    private static (AgentRequest? Request, string? Mistake) Request(string name, IReadOnlyDictionary<string, string> said)
    {
        if (!CertificateName.IsValid(name))
        {
            return (null, $"The name is {CertificateName.Rule}.");
        }

        if (said.GetValueOrDefault("certificate") is not { Length: > 0 } certificate)
        {
            return (null, "Choose the file with the certificate.");
        }

        var pem = Encoding.UTF8.GetString(Convert.FromBase64String(certificate));
        var isPem = pem.Contains("-----BEGIN ", StringComparison.Ordinal);
        var key = said.GetValueOrDefault("key") is { Length: > 0 } file ? Encoding.UTF8.GetString(Convert.FromBase64String(file)) : null;
        var upload = new CertificateUploadRequest
        {
            Certificates = isPem ? pem : null,
            Key = key,
            Pfx = isPem ? null : certificate,
            Password = said.GetValueOrDefault("password") is { Length: > 0 } password ? password : null,
        };
        return (new AgentRequest(HttpMethod.Put, PathOf(name) + Force(said, '?'))
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(upload, ContractsJson.Default.CertificateUploadRequest),
        }, null);
    }

    private static string Force(IReadOnlyDictionary<string, string> said, char separator) =>
        said.GetValueOrDefault("force") == "true" ? $"{separator}force=true" : "";
}
