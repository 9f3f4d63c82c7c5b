using ClusterGateway.Gateway.Redaction;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.Gateway.Diagnostics;

/// <summary>
/// Traces are made when they are exported (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>), and otherwise not: an activity for the request (made as soon
/// as the host may log it: <c>Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics</c>, which ships as <c>None</c>) and one for its
/// way to the node cost a seventh of a small request. The trace context of a client then passes unchanged, as W3C Trace Context §2 asks of
/// who takes no part.
/// </summary>
internal static class Tracing
{
    /// <summary>For the client of each YARP cluster.</summary>
    public static void Trace(this SocketsHttpHandler handler, IConfiguration configuration)
    {
        if (TelemetryExtensions.IsTraced(configuration))
        {
            handler.RedactActivities();
        }
        else
        {
            handler.ActivityHeadersPropagator = null;
        }
    }
}
