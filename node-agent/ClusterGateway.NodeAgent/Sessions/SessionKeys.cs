using ClusterGateway.NodeAgent.Records;

namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>Where this feature's entries are. The copies below a user and a node are written and removed with the session's own entry, always.</summary>
internal static class SessionKeys
{
    public const string Sessions = "sessions/";

    public static string Of(string id) => Sessions + EntryName.Of(id);

    public static string ByUser(string user) => $"sessions-by-user/{EntryName.Of(user)}/";

    public static string ByNode(string node) => $"sessions-by-node/{EntryName.Of(node)}/";

    public static string[] Copies(SessionRecord record) => [ByUser(record.User) + EntryName.Of(record.Id), ByNode(record.Node) + EntryName.Of(record.Id)];
}
