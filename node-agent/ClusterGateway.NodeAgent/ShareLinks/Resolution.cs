using ClusterGateway.Contracts.ShareLinks;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>What came of a token.</summary>
/// <param name="Link">The link's id; null when no link has this token.</param>
/// <param name="Grant">With <see cref="LinkAccess.Granted"/> only.</param>
/// <param name="Wait">With <see cref="LinkAccess.Limited"/>: until the next password will be looked at.</param>
internal sealed record Resolution(LinkAccess Outcome, string? Link = null, GrantView? Grant = null, TimeSpan Wait = default);
