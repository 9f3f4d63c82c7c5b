using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Records;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>What is wrong with what a caller sent; null when nothing is.</summary>
internal static class LinkBounds
{
    private const int MostPasswordCharacters = 1024;
    private const int MostNoteCharacters = 1024;
    private const int MostPermissions = 16;
    private const int MostPermissionCharacters = 32;
    private const long MostDownloads = 1_000_000_000;

    private static readonly Duration Shortest = TimeSpan.FromSeconds(1);
    private static readonly Duration Longest = TimeSpan.FromDays(3653);

    public static Problem? Refuse(ShareLinkRequest request) =>
        Name("target", request.Target)
        ?? Name("owner", request.Owner)
        ?? Permissions(request.Permissions)
        ?? Password(request.Password)
        ?? ExpiresIn(request.ExpiresIn)
        ?? Downloads(request.MaxDownloads)
        ?? Note(request.Note);

    public static Problem? Refuse(ShareLinkPatch patch) =>
        Permissions(patch.Permissions.Value)
        ?? Password(patch.Password.Value)
        ?? ExpiresIn(patch.ExpiresIn.Value)
        ?? Downloads(patch.MaxDownloads.Value)
        ?? Note(patch.Note.Value);

    /// <summary>A token may be any text. An empty password is none: no link has it.</summary>
    public static Problem? Refuse(ResolveRequest request) =>
        Missing("token", request.Token) ?? (string.IsNullOrEmpty(request.Password) ? null : Password(request.Password));

    public static Problem? Refuse(ConsumeRequest request) => Missing("grant", request.Grant);

    /// <summary>A filter of a list, or a member that every link has.</summary>
    public static Problem? Name(string member, string? name) => EntryName.IsValid(name)
        ? null
        : Invalid($"'{member}' must have 1 to {EntryName.MostCharacters} characters");

    private static Problem? Missing(string member, string? value) => value is null ? Invalid($"'{member}' is missing") : null;

    private static Problem? Permissions(IReadOnlyList<string>? words)
    {
        if (words is null or { Count: > 0 and <= MostPermissions } && words?.All(IsPermission) is not false)
        {
            return null;
        }

        return Invalid(
            $"'permissions' must be a list of 1 to {MostPermissions} words of 1 to {MostPermissionCharacters} letters, digits, '-', '_', '.' or ':'");
    }

    private static bool IsPermission(string? word) =>
        word is { Length: > 0 and <= MostPermissionCharacters } && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');

    private static Problem? Password(string? password) => password is null or { Length: > 0 and <= MostPasswordCharacters }
        ? null
        : Invalid($"'password' must have 1 to {MostPasswordCharacters} characters; leave it out for a link without one");

    private static Problem? ExpiresIn(Duration? lifetime) => lifetime is null || (lifetime >= Shortest && lifetime <= Longest)
        ? null
        : Invalid("'expiresIn' must be from 1 s to 10 years; leave it out for a link without an end");

    private static Problem? Downloads(long? limit) => limit is null or (>= 1 and <= MostDownloads)
        ? null
        : Invalid($"'maxDownloads' must be from 1 to {MostDownloads}; leave it out for a link without a limit");

    private static Problem? Note(string? note) => note is null or { Length: <= MostNoteCharacters }
        ? null
        : Invalid($"'note' must have at most {MostNoteCharacters} characters");

    private static Problem Invalid(string detail) => Problem.Of(ProblemTypes.InvalidRequest, detail);
}
