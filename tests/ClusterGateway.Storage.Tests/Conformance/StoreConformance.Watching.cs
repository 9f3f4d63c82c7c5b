using System.Threading.Channels;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Watch_ChangesByAnotherInstance_GiveAHintEachTime()
    {
        using var stop = new CancellationTokenSource();
        var hints = Channel.CreateUnbounded<StoreHint>();
        var watching = WatchAsync(Store, "watched/", hints.Writer, stop.Token);
        var other = Open();
        await ArmAsync(other, "watched/a", hints.Reader);

        // Hints left over from arming are at most a few, so each round but the first few waits for a hint of its own.
        for (var round = 0; round < 10; round++)
        {
            await CommitAsync(other, Put("watched/a", $"{round}"));
            var hint = await Eventually.CompletesAsync(hints.Reader.ReadAsync(Token).AsTask(), $"a hint for change {round}");
            Assert.True(hint.Key is null || hint.Key.StartsWith("watched/", StringComparison.Ordinal), $"a hint for '{hint.Key}'");
        }

        await stop.CancelAsync();
        await Eventually.CompletesAsync(watching, "the watch ended when it was canceled");
    }

    [Fact]
    public async Task Watch_DeleteByAnotherInstanceUnderTheEmptyPrefix_GivesAHint()
    {
        using var stop = new CancellationTokenSource();
        var hints = Channel.CreateUnbounded<StoreHint>();
        var watching = WatchAsync(Store, "", hints.Writer, stop.Token);
        var other = Open();
        await ArmAsync(other, "a", hints.Reader);

        await CommitAsync(other, new StoreDelete("a", StoreCondition.Present));

        await Eventually.CompletesAsync(hints.Reader.ReadAsync(Token).AsTask(), "a hint for a delete");
        await stop.CancelAsync();
        await Eventually.CompletesAsync(watching, "the watch ended when it was canceled");
    }

    [Fact]
    public async Task Watch_ByItselfAndOthersAtOnce_AllGetHints()
    {
        using var stop = new CancellationTokenSource();
        Channel<StoreHint>[] hints = [.. Enumerable.Range(0, 4).Select(_ => Channel.CreateUnbounded<StoreHint>())];
        IClusterStore[] stores = [Store, Store, Open(), Open()];
        var watching = stores.Select((store, i) => WatchAsync(store, "w/", hints[i].Writer, stop.Token)).ToArray();

        foreach (var each in hints)
        {
            await ArmAsync(Store, "w/a", each.Reader);
        }

        await stop.CancelAsync();
        await Eventually.CompletesAsync(Task.WhenAll(watching), "all watches ended");
    }

    [Fact]
    public async Task Watch_CanceledBeforeItBegins_EndsAtOnce()
    {
        var watching = WatchAsync(Store, "", Channel.CreateUnbounded<StoreHint>().Writer, new CancellationToken(canceled: true));

        await Eventually.CompletesAsync(watching, "the watch ended");
    }

    /// <summary>A watch begins at some time after it was asked for, so this writes until the first hint shows that it has.</summary>
    private static async Task ArmAsync(IClusterStore writer, string key, ChannelReader<StoreHint> hints) =>
        await Eventually.TrueAsync(
            async () =>
            {
                await CommitAsync(writer, Put(key));
                using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500), TimeProvider.System);
                try
                {
                    await hints.ReadAsync(patience.Token);
                    return true;
                }
                catch (OperationCanceledException)
                {
                    return false;
                }
            },
            "a first hint");

    private static async Task WatchAsync(IClusterStore store, string prefix, ChannelWriter<StoreHint> hints, CancellationToken stop)
    {
        try
        {
            await foreach (var hint in store.WatchAsync(prefix, stop))
            {
                await hints.WriteAsync(hint, Token);
            }

            Assert.True(stop.IsCancellationRequested, "a watch ends only by cancellation");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }
}
