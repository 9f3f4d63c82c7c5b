namespace ClusterGateway.Gateway.AccessLog;

/// <summary>How a line of the access log is written.</summary>
internal enum AccessLogFormat
{
    /// <summary>There is none.</summary>
    Off,

    /// <summary>Apache's "combined" format, followed by what only a cluster has as <c>name=value</c>.</summary>
    Combined,

    /// <summary>One JSON object in each line.</summary>
    Json,
}
