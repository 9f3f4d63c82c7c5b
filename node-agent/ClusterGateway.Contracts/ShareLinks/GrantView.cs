using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Contracts.ShareLinks;

/// <summary>The answer to <c>POST /v1/links/resolve</c>: this visitor may, for a while.</summary>
/// <param name="Grant">A secret between the visitor and the application; <c>POST /v1/links/consume</c> counts it as a download.</param>
/// <param name="ExpiresIn">How long the grant lives, in seconds; never longer than the link.</param>
public sealed record GrantView(string Grant, string Target, IReadOnlyList<string> Permissions, Duration ExpiresIn);
