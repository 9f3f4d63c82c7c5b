namespace ClusterGateway.Storage;

/// <summary>
/// Holds an operation of a driver to <see cref="StoreOptions.OperationTimeout"/>, all of it: waiting for the pool, connecting, asking.
/// </summary>
internal sealed class OperationBound(TimeSpan timeout, TimeProvider time, Func<Exception, bool> isUnavailable)
{
    /// <exception cref="StoreUnavailableException">No answer in time, or an exception that means the same.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var limit = new CancellationTokenSource(timeout, time);
        var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Task<T>? running = null;
        try
        {
            // Drivers take their time to give up what was canceled; the caller does not wait for that.
            running = operation(linked.Token);
            return await running.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Timeout(e);
        }
        catch (TimeoutException e)
        {
            throw Timeout(e);
        }
        catch (Exception e) when (isUnavailable(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new StoreUnavailableException($"the store gave no answer: {e.Message}", e);
        }
        finally
        {
            DisposeAfter(running, limit, linked);
        }
    }

    private StoreUnavailableException Timeout(Exception e) =>
        new($"the store gave no answer within {timeout.TotalSeconds:0.###} s", e);

    private static void DisposeAfter(Task? running, CancellationTokenSource limit, CancellationTokenSource linked)
    {
        if (running is null or { IsCompleted: true })
        {
            linked.Dispose();
            limit.Dispose();
            return;
        }

        _ = running.ContinueWith(
            task =>
            {
                _ = task.Exception; // observed: the caller got its answer already
                linked.Dispose();
                limit.Dispose();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
