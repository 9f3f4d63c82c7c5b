using ClusterGateway.NodeAgent.Records;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>Where this feature's entries are. Ids are base64url: they need no encoding.</summary>
internal static class ShareLinkKeys
{
    /// <summary>Copies without secrets, so that a list is one page read; this one is the list of all links too.</summary>
    public const string ByOwner = "links-by-owner/";

    private const string ByTarget = "links-by-target/";

    /// <summary>The link: its revision is the entity tag.</summary>
    public static string Link(string id) => "links/" + id;

    public static string OfOwner(string owner) => ByOwner + EntryName.Of(owner) + "/";

    public static string OfTarget(string target) => ByTarget + EntryName.Of(target) + "/";

    /// <summary>Apart from the link, so that counting does not change its revision.</summary>
    public static string Downloads(string id) => "link-downloads/" + id;

    /// <param name="hash">SHA-256 of the grant.</param>
    public static string Grant(byte[] hash) => "link-grants/" + Convert.ToHexStringLower(hash);

    /// <summary>Password attempts on the link from anywhere.</summary>
    public static string Attempts(string id) => "link-attempts/" + id;

    /// <summary>Password attempts on the link from one client.</summary>
    public static string Attempts(string id, string client) => Attempts(id) + "/" + Uri.EscapeDataString(client);
}
