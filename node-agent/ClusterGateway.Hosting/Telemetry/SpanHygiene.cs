using System.Diagnostics;
using OpenTelemetry;

namespace ClusterGateway.Hosting.Telemetry;

/// <summary>
/// Keeps two things from being exported: what a program does by itself, again and again (probes, heartbeats, renewals of the lease: a trace
/// begins with a request that somebody sends), and the addresses of requests (they name files, users, sessions and share links).
/// </summary>
internal sealed class SpanHygiene : BaseProcessor<Activity>
{
    private static readonly string[] Addresses = ["url.full", "url.path", "url.query"];

    /// <summary>Before anything is sent on: whoever is asked then learns that nobody records this trace.</summary>
    public override void OnStart(Activity data)
    {
        if (data.Kind != ActivityKind.Server && data.Parent is null && !data.HasRemoteParent)
        {
            data.LeaveOut();
        }
    }

    public override void OnEnd(Activity data)
    {
        foreach (var name in Addresses)
        {
            if (data.GetTagItem(name) is not null)
            {
                data.SetTag(name, null);
            }
        }
    }
}
