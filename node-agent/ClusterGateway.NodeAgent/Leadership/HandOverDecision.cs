using ClusterGateway.NodeAgent.Gateways;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>
/// When the lease is released after a planned hand-over was announced: as soon as every gateway has told that it holds new admin requests
/// and none runs any more. Pure.
/// </summary>
internal static class HandOverDecision
{
    /// <summary>Gateways report every 3 s, and at once when they see the announcement: who is silent for longer is not waited for.</summary>
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(4);

    /// <summary>What is waited for, as the end of a sentence; null to release now.</summary>
    public static string? WhyNotYet(HandOverEvidence now)
    {
        if (now.AnnouncedFor >= now.Timing.HandOver)
        {
            return null;
        }

        var alive = now.Gateways?.Where(g => g.IsAlive).ToList() ?? [];
        var awaited = alive.FindAll(g => g.AdminInFlight is not null && g.Age < Silent);
        if (awaited.Find(g => !Knows(g, now)) is { } unaware)
        {
            return $"gateway {unaware.Id} has not told that it knows";
        }

        if (awaited.Sum(g => g.AdminInFlight) is > 0)
        {
            return "admin requests run";
        }

        // Gateways that tell nothing get the time of two probes to notice.
        var allKnow = alive.Count > 0 && awaited.Count == alive.Count;
        return allKnow || now.AnnouncedFor >= now.Timing.Announcement ? null : "not every gateway tells whether it knows";
    }

    private static bool Knows(GatewayReading gateway, HandOverEvidence now) => gateway.StoppingTerm == now.Term && gateway.Age < now.AnnouncedFor;
}
