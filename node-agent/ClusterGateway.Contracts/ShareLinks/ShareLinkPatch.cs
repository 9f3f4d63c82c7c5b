using System.Text.Json.Serialization;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Contracts.ShareLinks;

/// <summary>
/// Body of <c>PATCH /v1/links/{id}</c>, a JSON merge patch (RFC 7396): what is left out stays, null removes (<c>permissions</c> become the
/// default). Bounds as in <see cref="ShareLinkRequest"/>; <c>expiresIn</c> counts from now. Target and owner never change.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ShareLinkPatch
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<IReadOnlyList<string>?> Permissions { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<string?> Password { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<Duration?> ExpiresIn { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<long?> MaxDownloads { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<string?> Note { get; set; }
}
