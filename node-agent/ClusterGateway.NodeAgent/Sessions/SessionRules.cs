using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.Sessions;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Records;

namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>What the texts of a request must satisfy; each member answers what is wrong, null when nothing is. Pure.</summary>
internal static class SessionRules
{
    private const int MostInstanceCharacters = 256;

    public static Problem? Refuse(SessionRequest request) =>
        RefuseUser(request.User) ?? RefuseInstance("instance", request.Instance) ?? (request.Node is null ? null : RefuseNode(request.Node));

    /// <summary>Of a question, in which each may be missing.</summary>
    public static Problem? RefuseFilter(string? user, string? node) =>
        (user is null ? null : RefuseUser(user)) ?? (node is null ? null : RefuseNode(node));

    /// <summary>Of what is to be forgotten: one of both must be named, so that an empty variable in a script forgets nothing.</summary>
    public static Problem? RefuseCleaning(string? node, string? instanceNot) => node is null && instanceNot is null
        ? Problem.Of(ProblemTypes.InvalidRequest, "name the 'node' whose sessions are to be forgotten, or 'instanceNot', whose are not")
        : (node is null ? null : RefuseNode(node)) ?? (instanceNot is null ? null : RefuseInstance("instanceNot", instanceNot));

    private static Problem? RefuseUser(string? user) => EntryName.IsValid(user)
        ? null
        : Problem.Of(ProblemTypes.InvalidRequest, $"'user' must have 1 to {EntryName.MostCharacters} characters");

    private static Problem? RefuseInstance(string name, string? instance) => EntryName.IsValid(instance) && instance!.Length <= MostInstanceCharacters
        ? null
        : Problem.Of(ProblemTypes.InvalidRequest, $"'{name}' must have 1 to {MostInstanceCharacters} characters: any text that is new at each start");

    private static Problem? RefuseNode(string node) => NodeId.IsValid(node)
        ? null
        : Problem.Of(ProblemTypes.InvalidRequest, "'node' is not the id of a node: 1 to 64 letters (A-Z, a-z), digits, '.', '_' or '-'");
}
