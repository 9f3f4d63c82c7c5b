using System.Text.Json;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Hosting.Screening;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Screening.Blocks;

/// <summary>A network that is blocked.</summary>
/// <param name="Scope">Whose failed log-ins led to it; null when a person blocked it.</param>
/// <param name="Left">What is left of it, as it was read; null when it has no end.</param>
internal sealed record Block(AddressRange Range, string Reason, string? Scope, string Actor, DateTimeOffset BlockedAt, TimeSpan? Left)
{
    /// <summary>What a newer version has written of it.</summary>
    private Dictionary<string, JsonElement>? Unknown { get; init; }

    /// <summary>Who blocks what is counted.</summary>
    public const string Screening = "screening";

    /// <summary>Null for an entry that names no network: of a later version, perhaps.</summary>
    public static Block? Of(StoreEntry entry)
    {
        if (!AddressRange.TryParse(StoreKey.LastComponent(entry.Key), 32, 128, out var range))
        {
            return null;
        }

        var record = RecordJson.Read(entry, BlockJson.Default.BlockRecord);
        return new Block(range, record.Reason, record.Scope, record.Actor, record.BlockedAt, entry.ExpiresIn) { Unknown = record.Unknown };
    }

    /// <summary>This one in the place of another, of which what a newer version has written stays.</summary>
    public Block InPlaceOf(Block? other) => this with { Unknown = other?.Unknown };

    /// <summary>What puts it in force, with the list's new revision.</summary>
    public IReadOnlyList<StoreOperation> Put(StoreCondition condition) =>
    [
        new StorePut(
            ScreeningKeys.Block(Range),
            RecordJson.Write(new BlockRecord(Reason, Scope, Actor, BlockedAt) { Unknown = Unknown }, BlockJson.Default.BlockRecord), condition, Left),
        new StorePut(ScreeningKeys.Head, default, StoreCondition.Any),
    ];

    /// <param name="age">How long ago it was read.</param>
    /// <returns>Null when it is over.</returns>
    public BlockView? View(DateTimeOffset now, TimeSpan age)
    {
        var left = Left - age;
        return left <= TimeSpan.Zero
            ? null
            : new BlockView(Range.ToString(), Reason, Scope, Actor, BlockedAt, now + left, left is { } some ? new Duration(some) : null);
    }
}
