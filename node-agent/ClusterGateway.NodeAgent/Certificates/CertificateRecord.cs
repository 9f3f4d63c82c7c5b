using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>A version of a certificate as it is stored: what everybody may know, and the bundle that only the secret of the agents opens.</summary>
/// <param name="ActivatedAt">Null while it is only staged.</param>
/// <param name="Sealed">The bundle, under the name that <see cref="CertificateSeal"/> gives it.</param>
internal sealed record CertificateRecord(
    string Name,
    long Version,
    string Fingerprint,
    string Subject,
    string Issuer,
    IReadOnlyList<string> Names,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    string Key,
    int Issuers,
    DateTimeOffset StagedAt,
    DateTimeOffset? ActivatedAt,
    string Sealed)
{
    /// <summary>What a newer version has written beside it: kept.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
