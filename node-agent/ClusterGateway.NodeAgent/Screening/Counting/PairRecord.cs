namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>Failures to log in to one account from one address, within a window that is the entry's time to live.</summary>
/// <param name="AddressWindow">The window of the address in which <paramref name="OnAddress"/> of them are counted, too.</param>
/// <param name="AccountWindow">The window of the account in which <paramref name="OnAccount"/> of them are.</param>
/// <param name="Secrets">Keyed hashes of what was tried.</param>
internal sealed record PairRecord(int Count, string? AddressWindow, int OnAddress, string? AccountWindow, int OnAccount, IReadOnlyList<string>? Secrets);
