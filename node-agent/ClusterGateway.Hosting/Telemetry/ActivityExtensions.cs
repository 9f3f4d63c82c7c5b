using System.Diagnostics;

namespace ClusterGateway.Hosting.Telemetry;

internal static class ActivityExtensions
{
    /// <summary>It is neither recorded nor exported, and neither is what follows from it (W3C Trace Context §3.2.2.5.1, the sampled flag).</summary>
    public static void LeaveOut(this Activity activity)
    {
        activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        activity.IsAllDataRequested = false;
    }
}
