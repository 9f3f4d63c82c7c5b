using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>Why something is not done. None of them holds a token, a password, a grant, or a name.</summary>
internal static class LinkProblems
{
    /// <summary>One for every reason, so that nothing can be learned about links from guesses.</summary>
    public static Problem Unresolved { get; } = Problem.Of(
        ProblemTypes.NotFound, "no link answers to this token: it is wrong, or the link has expired, was revoked, or was used as often as it may be");

    public static Problem PasswordRequired { get; } = Problem.Of(ProblemTypes.PasswordRequired, "this link has a password; send it with the token");

    public static Problem PasswordWrong { get; } = Problem.Of(ProblemTypes.PasswordWrong, "this is not the link's password");

    public static Problem Busy { get; } = Problem.Of(
        ProblemTypes.RateLimited, "many passwords are being checked on this node; try again in a moment", TimeSpan.FromSeconds(1));

    public static Problem Over { get; } = Problem.Of(
        ProblemTypes.Gone, "this grant lets nobody download any more: it is over, or the link ended or reached its limit; resolve the link again");

    public static Problem CreatedBefore { get; } = Problem.Of(
        ProblemTypes.Gone, "the link that was created under this Idempotency-Key was revoked or has expired; use a new key for a new link");

    public static Problem OtherRequest { get; } = Problem.Of(
        ProblemTypes.Refused, "another link was created under this Idempotency-Key; use a new key for each link");

    public static Problem Limited(TimeSpan wait) => Problem.Of(
        ProblemTypes.RateLimited, "too many passwords were tried on this link; wait before the next one", wait);

    public static Problem NotFound(string id) => Problem.Of(ProblemTypes.NotFound, $"there is no link '{id}': it has expired or was revoked, or never was");
}
