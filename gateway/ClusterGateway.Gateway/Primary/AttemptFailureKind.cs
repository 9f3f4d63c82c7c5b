namespace ClusterGateway.Gateway.Primary;

/// <summary>How far a request to the primary came before it failed.</summary>
internal enum AttemptFailureKind
{
    /// <summary>Something else, such as a timeout or the client's own body: the answer stands.</summary>
    Other,

    /// <summary>No connection: nothing of the request left the gateway.</summary>
    NotSent,

    /// <summary>Sent, and the connection died or was cut before the headers of the answer.</summary>
    Lost,
}
