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

    /// <summary>Events behind the cursor; when there are none, the first ones that come within the bound.</summary>
    /// <exception cref="EventsGoneException">Some were removed before this reader saw them.</exception>
    public async Task<EventPage> ReadAsync(EventCursor after, int limit, TimeSpan bound, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var started = time.GetTimestamp();
        while (true)
        {
            var written = _written.Next;
            var page = await entries.ReadAsync(after, limit, cancellationToken);
            var rest = bound - time.GetElapsedTime(started);
            if (page.Events.Count > 0 || rest <= TimeSpan.Zero || stop.IsCancellationRequested)
            {
                return page;
            }

            await Task.WhenAny(written, Task.Delay(rest < Poll ? rest : Poll, time, stop.Token));
        }
    }

    /// <summary>
    /// Every event behind the page, and those in it, as long as the reader stays; a store that is away is waited for. Ends when events were
    /// removed faster than the reader took them: it comes back with its last id and is told.
    /// </summary>
    public async IAsyncEnumerable<SseItem<EventView>> FollowAsync(EventPage? page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (page is not null && !cancellationToken.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            foreach (var happened in page.Events)
            {
                var number = long.Parse(happened.Id, System.Globalization.CultureInfo.InvariantCulture);
                yield return new SseItem<EventView>(happened, happened.Type) { EventId = (page.Next with { Number = number }).ToString() };
            }

            page = await NextAsync(page.Next, cancellationToken);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        StoreHints.FollowAsync(store, EventKeys.Prefix, _written.Raise, time, stoppingToken);

    /// <returns>Null when the reader has missed some.</returns>
    private async Task<EventPage?> NextAsync(EventCursor after, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(after, PageSize, TimeSpan.FromMinutes(1), cancellationToken);
        }
        catch (EventsGoneException)
        {
            return null;
        }
        catch (StoreUnavailableException)
        {
            await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return new EventPage([], after);
        }
    }
}
