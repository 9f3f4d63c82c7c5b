namespace ClusterGateway.Gateway.Retries;

/// <summary>An attempt that waits for its response headers, as seen once.</summary>
/// <param name="State">By which <see cref="RequestWatch"/> knows whether that attempt still waits.</param>
/// <param name="Source">What cancels it.</param>
/// <param name="Node">The destination's id.</param>
/// <param name="IsSafe">It may be sent again.</param>
/// <param name="Since">Timestamp at which it began to wait.</param>
/// <param name="Limit">For how long it may, in ticks of the timestamp; 0 for no limit.</param>
internal readonly record struct WatchedWait(long State, CancellationTokenSource Source, string Node, bool IsSafe, long Since, long Limit);
