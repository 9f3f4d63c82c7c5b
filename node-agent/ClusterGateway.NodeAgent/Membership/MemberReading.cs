using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Makes a member of its two entries. Pure.</summary>
internal static class MemberReading
{
    /// <param name="now">This machine's time, from which <see cref="Member.LastSeen"/> counts back.</param>
    public static Member Of(MemberEntry entry, MembershipOptions options, DateTimeOffset now)
    {
        var (record, alive) = (entry.Record, entry.Alive);
        var heartbeat = alive is null ? null : ParseAlive(alive);
        var age = options.Dead - alive?.ExpiresIn;
        return new Member
        {
            Id = record.Id,
            Instance = record.Instance,
            Address = record.Address,
            Agent = record.Agent,
            Version = record.Version,
            Weight = record.Weight,
            Route = record.Route,
            Tags = record.Tags,
            FailoverPriority = record.FailoverPriority,
            TimeZone = record.TimeZone,
            State = record.Administrative.State,
            Liveness = LivenessOf(age, options),
            Left = entry.Left,
            Health = heartbeat?.Health ?? Health.Unknown,
            Warnings = heartbeat?.Warnings ?? [],
            Term = heartbeat?.Term ?? 0,
            Sessions = heartbeat?.Sessions ?? 0,
            SettingsRevision = heartbeat?.SettingsRevision ?? 0,
            LastSeen = now - age,
        };
    }

    /// <param name="age">Since the last heartbeat, by the store's clock; null when it has expired.</param>
    public static Liveness LivenessOf(TimeSpan? age, MembershipOptions options) => age switch
    {
        null => Liveness.Dead,
        { } silent when silent >= options.Suspect.Value => Liveness.Suspect,
        _ => Liveness.Alive,
    };

    public static MemberRecord ParseMember(StoreEntry entry) => RecordJson.Read(entry, MembershipJson.Default.MemberRecord);

    public static AliveRecord ParseAlive(StoreEntry entry) => RecordJson.Read(entry, MembershipJson.Default.AliveRecord);
}
