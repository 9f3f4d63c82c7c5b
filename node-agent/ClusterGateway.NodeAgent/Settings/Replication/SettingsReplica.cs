using ClusterGateway.Contracts;
using ClusterGateway.NodeAgent.LocalState;
using ClusterGateway.NodeAgent.Signals;

namespace ClusterGateway.NodeAgent.Settings.Replication;

/// <summary>
/// This node's copy of the settings: in memory for whoever reads, on disk for the next start. One writer (<see cref="SettingsSynchronizer"/>),
/// any number of readers.
/// </summary>
internal sealed class SettingsReplica : ISettings
{
    private const string File = "settings.json";

    /// <summary>So long a copy may be unconfirmed before somebody is told: a moment without the store is nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly LocalFiles _files;
    private readonly TimeProvider _time;
    private volatile SettingsCopy _current;
    private volatile string? _stale = "this node has not seen the store's settings since it started";
    private long _known;
    private long _staleSince;
    private long? _checkedAt;

    public SettingsReplica(LocalFiles files, TimeProvider time)
    {
        (_files, _time, _staleSince) = (files, time, time.GetTimestamp());
        _current = files.Read(File, SettingsJson.Default.SettingsCopyRecord) is { } kept ? SettingsCopy.Of(kept) : SettingsCopy.Empty;
    }

    public SettingsCopy Current => _current;

    public long Applied => _current.Revision;

    /// <summary>The newest revision that this node knows of, applied or not.</summary>
    public long Known => Math.Max(Volatile.Read(ref _known), Applied);

    /// <summary>Why this may not be the newest, in a sentence; null when it is.</summary>
    public string? Stale => _stale;

    /// <summary>When this was last seen to be the newest; null when not since the start.</summary>
    public DateTimeOffset? CheckedAt => _checkedAt is { } at ? _time.GetUtcNow() - _time.GetElapsedTime(at) : null;

    /// <summary>Raised after every change.</summary>
    public ChangeSignal Changed { get; } = new();

    public WarningView? Warning => _stale is { } reason && Applied > 0 && _time.GetElapsedTime(Volatile.Read(ref _staleSince)) > Patience
        ? new WarningView(WarningCodes.SettingsLag, $"this node goes on with its copy of the settings, revision {Applied}: {reason}")
        : null;

    /// <summary>It is what the store has.</summary>
    /// <param name="asked">When the store was asked: a timestamp.</param>
    public void Confirm(long asked)
    {
        _checkedAt = asked;
        _stale = null;
    }

    /// <summary>It may not be what the store has.</summary>
    /// <param name="known">The newest revision known.</param>
    public void Doubt(string reason, long known = 0)
    {
        if (_stale is null)
        {
            Volatile.Write(ref _staleSince, _time.GetTimestamp());
        }

        Volatile.Write(ref _known, Math.Max(_known, known));
        _stale = reason;
    }

    /// <summary>Never with a lower revision than before.</summary>
    public void Replace(SettingsCopy copy)
    {
        if (copy.Revision < _current.Revision)
        {
            throw new InvalidOperationException($"revision {copy.Revision} of the settings would replace {_current.Revision}");
        }

        _current = copy;
        _files.Write(File, copy.ToRecord(), SettingsJson.Default.SettingsCopyRecord);
        Changed.Raise();
    }
}
