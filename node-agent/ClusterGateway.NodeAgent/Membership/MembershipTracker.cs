using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.LocalState;
using ClusterGateway.NodeAgent.Signals;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Keeps the last good reading of the members, in memory and on disk.</summary>
internal sealed class MembershipTracker : IMembership
{
    private const string FileName = "members.json";

    private readonly NodeIdentity _self;
    private readonly MembershipOptions _options;
    private readonly LocalFiles _files;
    private readonly TimeProvider _time;
    private readonly DeathWatch _deaths;
    private long _writtenRevisions;
    private volatile bool _registered;
    private volatile MembershipSnapshot _current;
    private volatile AdministrativeRecord _own;

    public MembershipTracker(NodeIdentity self, MembershipOptions options, LocalFiles files, TimeProvider time)
    {
        _self = self;
        _options = options;
        _files = files;
        _time = time;
        _deaths = new DeathWatch(options, time);
        var remembered = files.Read(FileName, MembershipJson.Default.IReadOnlyListMemberRecord) ?? [];
        _current = new MembershipSnapshot(0, [.. remembered.Select(m => MemberReading.Of(new MemberEntry(m, 0, Alive: null, Left: false), options, time.GetUtcNow()))]);
        _own = remembered.FirstOrDefault(m => m.Id == self.Id)?.Administrative ?? new AdministrativeRecord();
    }

    public MembershipSnapshot Current => _current;

    public AdministrativeState OwnState => _own.State;

    public AdministrativeRecord Own => _own;

    public bool IsRegistered
    {
        get => _registered;
        set => _registered = value;
    }

    /// <summary>Raised by <see cref="Refresh"/>: the worker reads again.</summary>
    public ChangeSignal RefreshWanted { get; } = new();

    public ChangeSignal Published { get; } = new();

    public StoreOperation? DeathCheck(string id) => _deaths.Check(id);

    public void Refresh() => RefreshWanted.Raise();

    public void Publish(IReadOnlyList<MemberEntry> entries)
    {
        var now = _time.GetUtcNow();
        _current = new MembershipSnapshot(
            _current.Version + 1, [.. entries.Select(e => MemberReading.Of(e, _options, now))]);
        _deaths.Note(_current.Members);
        if (entries.FirstOrDefault(e => e.Record.Id == _self.Id) is { } own)
        {
            _own = own.Record.Administrative;
            Remember(entries);
        }

        Published.Raise();
    }

    private void Remember(IReadOnlyList<MemberEntry> entries)
    {
        // Revisions only rise, so an equal sum of equally many means that nothing was written.
        var revisions = entries.Aggregate((long)entries.Count, (sum, e) => unchecked(sum + e.Revision));
        if (revisions != _writtenRevisions)
        {
            _writtenRevisions = revisions;
            _files.Write(FileName, [.. entries.Select(e => e.Record)], MembershipJson.Default.IReadOnlyListMemberRecord);
        }
    }
}
