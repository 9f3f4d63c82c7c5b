using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using ClusterGateway.Testing.Certificates;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Waiting;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Certificates;

public sealed class RotationTests(TwoHttpsGateways fixture, ITestOutputHelper output) : IClassFixture<TwoHttpsGateways>
{
    /// <summary>At each of the two gateways.</summary>
    private const int RequestsPerSecond = 100;

    /// <summary>Of load, before the rotation and after it.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);

    private const int MostAtOnce = 50;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    /// <summary>Of these, one brings a connection and a handshake of its own.</summary>
    private const int Fresh = 4;

    /// <summary>What is measured is a tenth of a second on a quiet machine.</summary>
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Rotation_UnderLoad_LosesNothing_AndNobodySeesTheOldOneAfterTheNewOne()
    {
        await fixture.StageAsync("portal", fixture.Authority.Issue([TwoHttpsGateways.Host]));
        await fixture.ActivateAsync("portal");
        await Eventually.TrueAsync(async () => await ShownByBothAsync() is [{ } one, { } other] && one == other, "both gateways served the first certificate");
        var next = fixture.Authority.Issue([TwoHttpsGateways.Host]);
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 2).Select(gateway => LoadAsync(gateway, stop.Token)).ToArray();
        await Task.Delay(Before, TimeProvider.System);

        await RotateAsync(next, "under load");
        await Task.Delay(Before, TimeProvider.System);
        await stop.CancelAsync();
        foreach (var (answered, failures, shown, took) in await Task.WhenAll(load))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{answered} requests in {took.TotalSeconds:0.0} s ({answered / took.TotalSeconds:0} a second), {failures.Count} failures, {shown.Count} handshakes"));
            Assert.True(failures.IsEmpty, string.Join('\n', failures));
            Assert.True(answered > RequestsPerSecond, $"only {answered} requests");

            // Of what began after somebody had been shown the new one, nobody was shown the old one.
            var first = shown.Where(it => it.Fingerprint == next.Fingerprint).Min(it => it.Ended);
            Assert.Contains(shown, it => it.Fingerprint != next.Fingerprint);
            Assert.DoesNotContain(shown, it => it.Fingerprint != next.Fingerprint && it.Began > first);
        }

        var last = fixture.Authority.Issue([TwoHttpsGateways.Host]);
        await RotateAsync(last, "at rest");
        await CanaryAsync(last);
        await StartWithoutAgentsAsync(last);
    }

    private async Task RotateAsync(TestPair next, string when)
    {
        await fixture.StageAsync("portal", next);
        await Eventually.TrueAsync(fixture.IsHeldByBothAsync, "both gateways held the next certificate");
        var started = TimeProvider.System.GetTimestamp();
        await fixture.ActivateAsync("portal");
        await Eventually.TrueAsync(async () => (await ShownByBothAsync()).All(shown => shown == next.Fingerprint), "both gateways served the next certificate");
        var took = TimeProvider.System.GetElapsedTime(started);
        output.WriteLine($"{when}: in force on two gateways {took.TotalMilliseconds:0} ms after the activation was asked for");
        Assert.InRange(took, TimeSpan.Zero, Generous);
    }

    /// <summary>
    /// Requests at one gateway, most over connections that last, the others each over one of its own. They start when they are due, and what a tick
    /// missed is made up for with the next one, while no more than <see cref="MostAtOnce"/> wait: a machine that stands still is not to be stormed.
    /// </summary>
    private async Task<Load> LoadAsync(int gateway, CancellationToken stop)
    {
        var shown = new ConcurrentQueue<Handshake>();
        var failures = new ConcurrentQueue<string>();
        using var lasting = TlsClient.Create(fixture.Authority.Root, fixture.AddressOf(gateway));
        var (running, waiting) = (new List<Task>(), 0);
        using var timer = new PeriodicTimer(Tick, TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            for (var due = TimeProvider.System.GetElapsedTime(started).TotalSeconds * RequestsPerSecond; running.Count < due && Volatile.Read(ref waiting) < MostAtOnce;)
            {
                running.Add(CountedAsync(running.Count % Fresh == 0 ? FreshAsync : () => TryAsync(lasting, failures)));
            }
        }

        await Task.WhenAll(running);
        return new Load(running.Count - failures.Count, failures, shown, TimeProvider.System.GetElapsedTime(started));

        async Task CountedAsync(Func<Task> request)
        {
            Interlocked.Increment(ref waiting);
            await request();
            Interlocked.Decrement(ref waiting);
        }

        async Task FreshAsync()
        {
            var began = TimeProvider.System.GetTimestamp();
            using var client = TlsClient.Create(
                fixture.Authority.Root, fixture.AddressOf(gateway), fingerprint => shown.Enqueue(new Handshake(began, TimeProvider.System.GetTimestamp(), fingerprint)));
            await TryAsync(client, failures);
        }
    }

    private static async Task TryAsync(HttpClient client, ConcurrentQueue<string> failures)
    {
        try
        {
            using var response = await client.GetAsync(new Uri($"https://{TwoHttpsGateways.Host}/login"));
            if (response.StatusCode != HttpStatusCode.OK)
            {
                failures.Enqueue(response.StatusCode.ToString());
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            failures.Enqueue($"{exception.Message} {exception.GetBaseException().GetType().Name}: {exception.GetBaseException().Message}");
        }
    }

    /// <summary>The private key is in no output, log, event, copy, and not in the store.</summary>
    private async Task CanaryAsync(TestPair pair)
    {
        var directory = Directory.GetParent(fixture.Cluster.File.Logs)!.FullName;

        // The lock lets nobody read it; it is empty.
        string[] files = [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock")];
        Assert.Contains(files, file => file.EndsWith("cluster.db", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith("certificates.json", StringComparison.Ordinal));
        foreach (var file in files)
        {
            var text = System.Text.Encoding.Latin1.GetString(await ReadAsync(file));
            Assert.False(pair.Canaries.Any(canary => text.Contains(canary, StringComparison.Ordinal)), $"the private key is in {file}");
        }

        Assert.DoesNotContain(pair.Canaries, canary => fixture.Cluster.Output.Contains(canary, StringComparison.Ordinal));
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }

    /// <summary>A gateway that starts while no agent answers serves what it served before.</summary>
    private async Task StartWithoutAgentsAsync(TestPair pair)
    {
        await fixture.Cluster.KillGatewayAsync(1);
        await Task.WhenAll(fixture.Cluster.File.Nodes.Select(node => fixture.Cluster.KillAgentAsync(node.Id, Testing.Processes.Signal.Stop)));
        var started = fixture.Cluster.StartGatewayAsync(1);
        await Eventually.TrueAsync(async () => await TryShownAsync(1) == pair.Fingerprint, "the gateway served the certificate of its copy");
        await Task.WhenAll(fixture.Cluster.File.Nodes.Select(node => fixture.Cluster.KillAgentAsync(node.Id, Testing.Processes.Signal.Continue)));
        await started;
        await Eventually.TrueAsync(TryPrimaryAsync, "a primary was elected again");
    }

    private async Task<bool> TryPrimaryAsync()
    {
        var status = await fixture.Cluster.StatusAsync();
        return status.Primary is not null && status.Nodes.All(node => node.Serving);
    }

    private async Task<string?> TryShownAsync(int gateway)
    {
        try
        {
            return await fixture.ShownAsync(gateway);
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
        {
            return null;
        }
    }

    private Task<string?[]> ShownByBothAsync() => Task.WhenAll(TryShownAsync(0), TryShownAsync(1));

    /// <param name="Took">Until the last answer.</param>
    private sealed record Load(int Answered, ConcurrentQueue<string> Failures, IReadOnlyCollection<Handshake> Shown, TimeSpan Took);

    /// <param name="Began">Before it connected; a timestamp, as <paramref name="Ended"/>.</param>
    private sealed record Handshake(long Began, long Ended, string Fingerprint);
}
