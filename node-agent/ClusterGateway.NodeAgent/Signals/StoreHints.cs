using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Signals;

/// <summary>Passes the store's hints on.</summary>
internal static class StoreHints
{
    /// <summary>Calls back at every hint below the prefix, until cancelled; a watch that breaks is begun again.</summary>
    public static async Task FollowAsync(IClusterStore store, string prefix, Action onHint, TimeProvider time, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var _ in store.WatchAsync(prefix, cancellationToken))
                {
                    onHint();
                }
            }
            catch (StoreUnavailableException)
            {
                // Everybody who follows hints polls too.
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
