using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Signals;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Events;

/// <summary>Lets readers wait for events: one watch of the store for all of them.</summary>
internal sealed class EventFeed(EventEntries entries, IClusterStore store, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private const int PageSize = 200;

    private readonly ChangeSignal _written = new();

    /// <summary>Events behind the number; when there are none, the first ones that come within the bound.</summary>
    public async Task<IReadOnlyList<EventView>> ReadAsync(long after, int limit, TimeSpan bound, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var started = time.GetTimestamp();
        while (true)
        {
            var written = _written.Next;
            var events = await entries.ReadAsync(after, limit, cancellationToken);
            var rest = bound - time.GetElapsedTime(started);
            if (events.Count > 0 || rest <= TimeSpan.Zero || stop.IsCancellationRequested)
            {
                return events;
            }

            await Task.WhenAny(written, Task.Delay(rest < Poll ? rest : Poll, time, stop.Token));
        }
    }

    /// <summary>Every event behind the number, as long as the reader stays; a store that is away is waited for.</summary>
    public async IAsyncEnumerable<SseItem<EventView>> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            foreach (var happened in await NextAsync(after, cancellationToken))
            {
                after = long.Parse(happened.Id, System.Globalization.CultureInfo.InvariantCulture);
                yield return new SseItem<EventView>(happened, happened.Type) { EventId = happened.Id };
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        StoreHints.FollowAsync(store, EventKeys.Prefix, _written.Raise, time, stoppingToken);

    private async Task<IReadOnlyList<EventView>> NextAsync(long after, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(after, PageSize, TimeSpan.FromMinutes(1), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return [];
        }
    }
}
