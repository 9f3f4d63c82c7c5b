namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>What the holder of a link is given to open.</summary>
internal sealed class LinkAddress(ShareLinkOptions options)
{
    private const string Relative = "/s/";

    public string Of(LinkToken token) => (options.PublicUrl?.OriginalString ?? Relative) + token.Text;
}
