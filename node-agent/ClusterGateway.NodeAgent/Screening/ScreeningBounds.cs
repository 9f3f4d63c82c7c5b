using System.Net;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Records;

namespace ClusterGateway.NodeAgent.Screening;

/// <summary>What is wrong with what a caller sent; null when nothing is. Nothing of an account or a secret is repeated.</summary>
internal static class ScreeningBounds
{
    private const int MostCharacters = 1024;

    public static Problem? Refuse(AttemptRequest request) =>
        !NodeId.IsValid(request.Scope ?? "") ? Invalid("'scope' must be 1 to 64 letters (A-Z, a-z), digits, '.', '_' or '-'")
        : !IPAddress.TryParse(request.Ip, out _) ? Invalid("'ip' must be an IPv4 or IPv6 address")
        : !Enum.IsDefined(request.Outcome) ? Invalid("'outcome' must be failure, success or attempt")
        : Text("account", request.Account) ?? Text("secret", request.Secret);

    public static Problem? Refuse(BlockRequest request) => string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > MostCharacters
        ? Invalid($"'reason' must have 1 to {MostCharacters} characters")
        : null;

    private static Problem? Text(string member, string? text) => string.IsNullOrEmpty(text) || (text.Length <= MostCharacters && EntryName.IsValid(text))
        ? null
        : Invalid($"'{member}' must have at most {MostCharacters} characters");

    private static Problem Invalid(string detail) => Problem.Of(ProblemTypes.InvalidRequest, detail);
}
