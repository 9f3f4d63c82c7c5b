using ClusterGateway.Contracts.Text;

namespace FilePortal.Configuration;

/// <summary>The section <c>Portal</c>: which node this is, where its agent listens, and who may sign in.</summary>
internal sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>The id of the node this process runs on, as its agent has it; shown to users. Required.</summary>
    public string Node { get; set; } = "";

    /// <summary>The agent of this node, as in <c>http://127.0.0.1:7400</c>. Required; only the administration page needs it to answer.</summary>
    public Uri? Agent { get; set; }

    /// <summary>The bearer token with the audience <c>app</c>; or <see cref="AgentTokenFile"/>.</summary>
    public string? AgentToken { get; set; }

    /// <summary>A file that holds the token; read at every use, so that it can be replaced while the portal runs.</summary>
    public string? AgentTokenFile { get; set; }

    /// <summary>The folder of documents, the same on every node. Created when missing. Required.</summary>
    public string Documents { get; set; } = "";

    /// <summary>A session unused for this long is over. Default 20 min, at least 1 s.</summary>
    public Duration SessionIdle { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>
    /// Addresses and networks (CIDR) of the gateways, whose <c>X-Forwarded-For</c> and <c>-Proto</c> count. A list replaces the default,
    /// which is loopback.
    /// </summary>
    public List<string>? TrustedProxies { get; set; }

    /// <summary>
    /// A file with a secret of at least 32 characters, the same on every node: signs the access tokens of office applications, and what
    /// visitors of share links carry. Without it, both hold on the node that gave them, until it is restarted.
    /// </summary>
    public string? WopiKeyFile { get; set; }

    public List<PortalUser> Users { get; set; } = [];

    /// <summary>Who may use the administration page; nobody when absent.</summary>
    public PortalUser? Admin { get; set; }

    public string? ReadAgentToken() => AgentTokenFile is { Length: > 0 } file ? File.ReadAllText(file).Trim() : AgentToken;
}
