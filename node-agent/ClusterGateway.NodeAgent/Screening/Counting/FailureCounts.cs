namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>What was counted before a log-in.</summary>
/// <param name="Address">Failures from its address.</param>
/// <param name="Account">Failures to log in to its account, from everywhere; 0 when no account is named.</param>
/// <param name="Pair">Failures to log in to its account from its address; 0 when no account is named.</param>
/// <param name="Repeated">The same secret was tried in this window for this account from this address.</param>
/// <param name="Known">The account was used from this address not long ago.</param>
internal readonly record struct FailureCounts(int Address, int Account, int Pair, bool Repeated, bool Known);
