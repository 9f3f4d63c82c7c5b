namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

/// <summary>Who an entry stands for.</summary>
internal enum PlacementKind : ushort
{
    /// <summary>No entry.</summary>
    Empty = 0,

    /// <summary>An address that sent a request without a cookie.</summary>
    Address = 1,

    /// <summary>Such an address whose one request was a browser's first: the cookie has come back since, and counts instead.</summary>
    Claimed = 2,

    /// <summary>Such an address that came again without a cookie.</summary>
    Cookieless = 3,

    /// <summary>A cookie that came back.</summary>
    Cookie = 4,

    /// <summary>A session whose application's cookie still names the node that it was moved away from.</summary>
    Moved = 5,
}
