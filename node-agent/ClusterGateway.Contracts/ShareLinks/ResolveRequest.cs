namespace ClusterGateway.Contracts.ShareLinks;

/// <summary>Body of <c>POST /v1/links/resolve</c>.</summary>
public sealed record ResolveRequest
{
    /// <summary>What the visitor came with.</summary>
    public required string Token { get; init; }

    /// <summary>What the visitor typed; charged to the visitor's address and the link before it is looked at.</summary>
    public string? Password { get; init; }

    /// <summary>The visitor's address, IPv4 or IPv6. All whose address is left out, or is none, share their attempts.</summary>
    public string? Client { get; init; }
}
