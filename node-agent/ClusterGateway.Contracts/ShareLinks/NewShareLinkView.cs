namespace ClusterGateway.Contracts.ShareLinks;

/// <summary>The answer to <c>POST /v1/links</c>, the only one that holds the token: the cluster keeps a hash of it.</summary>
/// <param name="Id">Names the link; no secret.</param>
/// <param name="Token">Opens the link; a secret of its holders.</param>
/// <param name="Url">The configured public address with the token; a relative <c>/s/{token}</c> when none is configured.</param>
public sealed record NewShareLinkView(string Id, string Token, string Url);
