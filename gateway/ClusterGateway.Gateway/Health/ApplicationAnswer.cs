namespace ClusterGateway.Gateway.Health;

/// <summary>What came of the gateway's own question to an application.</summary>
internal enum ApplicationAnswer
{
    /// <summary>An answer below 500.</summary>
    Good,

    /// <summary>An error of the server, or no connection: it knows that it does not serve.</summary>
    Bad,

    /// <summary>Nothing in time: it hangs, or the network does.</summary>
    None,
}
