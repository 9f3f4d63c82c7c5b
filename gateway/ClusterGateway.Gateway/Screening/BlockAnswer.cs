namespace ClusterGateway.Gateway.Screening;

/// <summary>How a blocked client is answered.</summary>
internal enum BlockAnswer
{
    Forbidden,

    TooManyRequests,
}
