namespace ClusterGateway.Contracts;

/// <summary>The HTTP headers of ours. Whatever a client sends to a gateway under <see cref="Prefix"/> is removed first.</summary>
public static class ClusterHeaders
{
    /// <summary>Every header of ours starts with this; clients may not send any of them.</summary>
    public const string Prefix = "Cluster-";

    /// <summary>The id of the node chosen (to the application) or of the node that answered (to the client, when exposed).</summary>
    public const string Node = "Cluster-Node";

    /// <summary>The role of the chosen node as the gateway sees it: <c>primary</c> or <c>secondary</c>.</summary>
    public const string Role = "Cluster-Role";

    /// <summary>The term on which the gateway acts; an application can verify it with its agent (<c>GET /primary?term=N</c>).</summary>
    public const string Term = "Cluster-Term";

    /// <summary>
    /// The address of the administrator whose request a gateway's management interface hands on to an agent; it counts only beside the admin
    /// token, and stands in the events of what was asked.
    /// </summary>
    public const string Client = "Cluster-Client";

    /// <summary>The passphrase of an export's secrets, from whoever exports or imports settings to an agent.</summary>
    public const string Passphrase = "Cluster-Passphrase";
}
