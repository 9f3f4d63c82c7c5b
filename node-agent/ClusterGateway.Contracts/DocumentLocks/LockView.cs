using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Contracts.DocumentLocks;

/// <summary>A lock that somebody holds.</summary>
/// <param name="Resource">The file, as the application names it.</param>
/// <param name="ExpiresIn">Until it ends by itself, by the store's clock.</param>
/// <param name="Owner">Whom to show to people; never compared. Null when the application named nobody.</param>
/// <param name="AcquiredAt">Since when the file is locked without a gap, refreshed or swapped; the store's time. For people only.</param>
public sealed record LockView(string Resource, string LockId, Duration ExpiresIn, string? Owner, DateTimeOffset AcquiredAt);
