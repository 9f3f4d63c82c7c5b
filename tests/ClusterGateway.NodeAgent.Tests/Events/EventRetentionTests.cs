using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.Storage;
using ClusterGateway.Storage.InMemory;

namespace ClusterGateway.NodeAgent.Tests.Events;

public sealed class EventRetentionTests
{
    private const int Keep = 10;

    private readonly EventEntries _entries = new(new InMemoryStore(new StoreOptions("test", ""), TimeProvider.System), TimeProvider.System);

    [Fact]
    public async Task Trim_ABusyPortal_TheClustersOwnEventsStay()
    {
        await WriteAsync(EventTypes.PrimaryElected, 1);
        await WriteAsync(EventTypes.LinkCreated, 200);

        await TrimAsync();

        var left = await _entries.ReadAsync(0, 1000, CancellationToken.None);
        Assert.Equal(EventTypes.PrimaryElected, left[0].Type);
        Assert.Equal(["1", .. Enumerable.Range(192, Keep).Select(n => $"{n}")], left.Select(e => e.Id));
    }

    [Fact]
    public async Task Trim_ABusyCluster_LinksStay()
    {
        await WriteAsync(EventTypes.LinkCreated, 3);
        await WriteAsync(EventTypes.NodeHealthChanged, 130);
        await WriteAsync(EventTypes.LinkCreated, 3);

        await TrimAsync();

        var left = await _entries.ReadAsync(0, 1000, CancellationToken.None);
        Assert.Equal(6, left.Count(e => e.Type == EventTypes.LinkCreated));
        Assert.Equal(Keep, left.Count(e => e.Type == EventTypes.NodeHealthChanged));
    }

    [Fact]
    public async Task Read_ReaderFromBefore_IsTold_OneThatStartsAnew_ReadsPastTheGaps()
    {
        for (var i = 0; i < 8; i++)
        {
            await WriteAsync(EventTypes.PrimaryElected, 1);
            await WriteAsync(EventTypes.LinkCreated, 30);
        }

        var before = (await _entries.ReadAsync(default(EventCursor), 3, CancellationToken.None)).Next;
        await TrimAsync();

        await Assert.ThrowsAsync<EventsGoneException>(() => _entries.ReadAsync(before, 3, CancellationToken.None));
        var cursor = default(EventCursor);
        var seen = new List<EventView>();
        for (var page = await _entries.ReadAsync(cursor, 3, CancellationToken.None); page.Events.Count > 0; page = await _entries.ReadAsync(cursor, 3, CancellationToken.None))
        {
            seen.AddRange(page.Events);
            Assert.True(EventCursor.TryParse(page.Next.ToString(), out cursor));
        }

        Assert.Equal(8 + Keep, seen.Count);
        Assert.Equal(seen.OrderBy(e => long.Parse(e.Id)).Select(e => e.Id), seen.Select(e => e.Id));
    }

    [Fact]
    public async Task Read_RemovedWhileItPages_IsTold()
    {
        await WriteAsync(EventTypes.LinkCreated, 60);
        await TrimAsync();
        var cursor = (await _entries.ReadAsync(default(EventCursor), 2, CancellationToken.None)).Next;
        await WriteAsync(EventTypes.LinkCreated, 60);

        await TrimAsync();

        await Assert.ThrowsAsync<EventsGoneException>(() => _entries.ReadAsync(cursor, 2, CancellationToken.None));
    }

    private async Task TrimAsync()
    {
        foreach (var kind in Enum.GetValues<EventKind>())
        {
            while (await _entries.TrimAsync(kind, Keep, [], CancellationToken.None))
            {
            }
        }
    }

    private async Task WriteAsync(string type, int count)
    {
        for (var left = count; left > 0; left -= EventEntries.MostAtOnce)
        {
            var batch = Enumerable.Range(0, Math.Min(left, EventEntries.MostAtOnce)).Select(_ => new PendingEvent(new EventRequest(type), null, 0));
            await _entries.WriteAsync([.. batch], CancellationToken.None);
        }
    }
}
