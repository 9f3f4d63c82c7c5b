using ClusterGateway.Contracts.Sessions;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;
using Microsoft.Net.Http.Headers;

namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>A session's reference as it was read or written.</summary>
internal sealed record SessionReference(SessionRecord Record, long Revision, TimeSpan ExpiresIn)
{
    /// <summary>Of who has it: a touch does not change the tag.</summary>
    public EntityTagHeaderValue Tag => EntityTags.Of(Record, SessionRecordJson.Default.SessionRecord);

    public SessionView View => new(Record.Id, Record.User, Record.Node, Record.Instance, ExpiresIn.TotalSeconds);

    /// <summary>Of the session's own entry, or of a copy: both carry the same record and the same revision.</summary>
    public static SessionReference Of(StoreEntry entry) =>
        new(RecordJson.Read(entry, SessionRecordJson.Default.SessionRecord), entry.Revision, entry.ExpiresIn ?? TimeSpan.Zero);
}
