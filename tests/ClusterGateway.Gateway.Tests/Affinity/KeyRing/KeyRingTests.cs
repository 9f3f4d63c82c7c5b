using ClusterGateway.Gateway.Affinity.KeyRing;
using ClusterGateway.Gateway.Tests.Affinity.Pipeline;
using ClusterGateway.Testing.Time;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterGateway.Gateway.Tests.Affinity.KeyRing;

public sealed class KeyRingTests
{
    [Fact]
    public async Task FirstKey_TwoGatewaysStartAtOnce_EndWithTheSame()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var cluster = await TestCluster.StartAsync(0);
            var bothRead = new Rendezvous(2);
            cluster.Ring.BeforeAnswer = bothRead.MeetAsync;

            var started = await Task.WhenAll(cluster.GatewayAsync(), cluster.GatewayAsync());

            await using var first = started[0];
            await using var second = started[1];
            Assert.Equal(KeyOf(first), KeyOf(second));
            Assert.Single(cluster.Ring.Elements);
        }
    }

    [Fact]
    public async Task Element_AtTheAgents_TellsNothing()
    {
        await using var cluster = await TestCluster.StartAsync(0);
        await using var gateway = await cluster.GatewayAsync();

        var element = Assert.Single(cluster.Ring.Elements);

        Assert.Matches("^v1\\.[A-Za-z0-9_-]+$", element.Value);
        Assert.DoesNotContain(KeyOf(gateway).ToString(), element.Value, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Element_ForgedByAnAgent_IsIgnored()
    {
        await using var cluster = await TestCluster.StartAsync(0);
        await using var gateway = await cluster.GatewayAsync();
        var key = KeyOf(gateway);
        var forger = new KeyRingCipher(["a secret that agents made up"], new("test"));
        var real = cluster.Ring.Elements[0];
        cluster.Ring.Change(elements =>
        {
            elements["a-forged"] = new("a-forged", forger.Encrypt("a-forged", new("key")));
            elements["renamed"] = real with { Id = "renamed" };
            elements[real.Id] = real with { Value = "v1.AAAA" };
        });

        await SynchronizeAsync(gateway);

        Assert.Equal(key, KeyOf(gateway));
        Assert.True(gateway.Services.GetRequiredService<ISharedKeyRing>().Knows(key));
    }

    [Fact]
    public async Task Cookie_NoAgentAnswersAtStart_IsReadWithTheCopyOnDisk()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var first = await cluster.GatewayAsync();
        using var client = first.NewClient(cookies: false);
        using var bound = await client.GetAsync("/");
        cluster.Ring.IsReachable = false;

        await using var second = await cluster.GatewayAsync(directory: first.Directory);

        using var decisions = new Measurements(second, "clustergateway.affinity.decisions", "result");
        using var other = second.NewClient("198.51.100.1", cookies: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Cookie", bound.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var answer = await other.SendAsync(request);
        Assert.Equal(1, decisions["hit"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(Path.Combine(first.Directory, "keyring", "keyring.json")).UnixFileMode);
        Assert.Contains("v1.", await File.ReadAllTextAsync(Path.Combine(first.Directory, "keyring", "keyring.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_NoAgentAndNoCopy_SaysWhyAndServesWithoutCookies()
    {
        await using var cluster = await TestCluster.StartAsync();
        cluster.Ring.IsReachable = false;
        await using var gateway = await cluster.GatewayAsync(waitForKeys: false);
        var state = gateway.Services.GetRequiredService<IKeyRingState>();
        await Eventually.TrueAsync(() => state.Reason?.Contains("no agent answers", StringComparison.Ordinal) == true, "the reason was told");

        using var client = gateway.NewClient();
        using var response = await client.GetAsync("/");

        Assert.False(state.Ready);
        Assert.True(response.IsSuccessStatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        cluster.Ring.IsReachable = true;
        await Eventually.TrueAsync(() => state.Ready, "the key ring became ready");
        Assert.Null(state.Reason);
    }

    [Fact]
    public async Task Secret_Rotated_KeepsCookiesAndLetsThePreviousGo()
    {
        const string Next = "the next secret of the gateways";
        await using var cluster = await TestCluster.StartAsync(0);
        Guid key;
        await using (var before = await cluster.GatewayAsync())
        {
            key = KeyOf(before);
        }

        await using (var rotating = await cluster.GatewayAsync(Secrets(Next, TestGateway.Secret)))
        {
            Assert.Equal(key, KeyOf(rotating));
            await Eventually.TrueAsync(() => cluster.Ring.Elements.Count == 2, "the key was encrypted again");
        }

        await using var after = await cluster.GatewayAsync(Secrets(Next));
        Assert.Equal(key, KeyOf(after));
    }

    [Fact]
    public async Task Secret_Wrong_IsNotReadyAndMakesNoKeyOfItsOwn()
    {
        await using var cluster = await TestCluster.StartAsync(0);
        await using var right = await cluster.GatewayAsync();

        await using var wrong = await cluster.GatewayAsync(Secrets("another secret altogether"), waitForKeys: false);

        var state = wrong.Services.GetRequiredService<IKeyRingState>();
        await Eventually.TrueAsync(() => state.Reason?.Contains("ClusterGateway:KeyRing:Secrets", StringComparison.Ordinal) == true, "the reason was told");
        Assert.False(state.Ready);
        Assert.Single(cluster.Ring.Elements);
    }

    [Fact]
    public async Task Store_Emptied_GetsTheRingBack()
    {
        await using var cluster = await TestCluster.StartAsync(0);
        await using var gateway = await cluster.GatewayAsync();
        var element = cluster.Ring.Elements[0];
        cluster.Ring.Clear();

        await SynchronizeAsync(gateway);

        Assert.Equal(element, Assert.Single(cluster.Ring.Elements));
    }

    [Fact]
    public async Task Key_BeforeItExpires_GetsOneSuccessorForAllGateways()
    {
        var time = new FakeTimeProvider();
        await using var cluster = await TestCluster.StartAsync(0);
        await using var first = await cluster.GatewayAsync(time: time);
        await using var second = await cluster.GatewayAsync(time: time);
        var key = KeyOf(first);

        time.JumpWallClock(KeyChoice.Lifetime - KeyChoice.Ahead);
        await SynchronizeAsync(first, second);
        Assert.Equal(2, cluster.Ring.Elements.Count);
        Assert.Equal(key, KeyOf(first));

        time.JumpWallClock(KeyChoice.Ahead);
        await SynchronizeAsync(first, second);
        Assert.NotEqual(key, KeyOf(first));
        Assert.Equal(KeyOf(first), KeyOf(second));
        Assert.True(second.Services.GetRequiredService<ISharedKeyRing>().Knows(key));
    }

    [Fact]
    public async Task Key_Rotated_LosesNoClientOfEitherGateway()
    {
        var time = new FakeTimeProvider();
        await using var cluster = await TestCluster.StartAsync();
        await using var first = await cluster.GatewayAsync(time: time);
        await using var second = await cluster.GatewayAsync(time: time);
        var old = await BindAsync(first, "192.0.2.1");
        var key = KeyOf(first);

        // The successor is made by whoever is first, and both use it from the day on that the old one expires.
        time.JumpWallClock(KeyChoice.Lifetime - KeyChoice.Ahead);
        await SynchronizeAsync(first, second);
        var between = await BindAsync(second, "192.0.2.2");
        time.JumpWallClock(KeyChoice.Ahead + KeyChoice.Lifetime);
        await SynchronizeAsync(first, second);
        var recent = await BindAsync(second, "192.0.2.3");
        Assert.NotEqual(key, KeyOf(first));

        // A gateway that starts now has no cookie in its cache.
        await using var third = await cluster.GatewayAsync(time: time);
        foreach (var gateway in new[] { first, second, third })
        {
            using var decisions = new Measurements(gateway, "clustergateway.affinity.decisions", "result");
            foreach (var (cookie, node) in new[] { old, between, recent })
            {
                using var client = gateway.NewClient("198.51.100.1", cookies: false);
                using var request = new HttpRequestMessage(HttpMethod.Get, "/");
                request.Headers.TryAddWithoutValidation("Cookie", cookie);
                using var answer = await client.SendAsync(request);
                Assert.Equal(node, await answer.Content.ReadAsStringAsync());
            }

            Assert.Equal(3, decisions["hit"]);
        }
    }

    [Fact]
    public async Task Cookie_OfAKeyThatAnotherGatewayMade_IsReadAtOnce()
    {
        await using var cluster = await TestCluster.StartAsync();
        var time = new FakeTimeProvider();
        await using var early = await cluster.GatewayAsync(time: time);
        await using var late = await cluster.GatewayAsync(time: time);
        cluster.Ring.IsReachable = false;
        time.JumpWallClock(KeyChoice.Lifetime);
        await SynchronizeAsync(late);
        cluster.Ring.IsReachable = true;
        await SynchronizeAsync(early);
        time.Advance(KeyRingSynchronizer.RefreshInterval);
        Assert.NotEqual(KeyOf(early), KeyOf(late));
        using var decisions = new Measurements(late, "clustergateway.affinity.decisions", "result");
        using var client = early.NewClient(cookies: false);
        using var bound = await client.GetAsync("/");

        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Cookie", bound.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var other = late.NewClient("198.51.100.1", cookies: false);
        using var answer = await other.SendAsync(request);

        Assert.Equal(1, decisions["hit"]);
    }

    [Fact]
    public async Task Cookies_OfInventedKeys_DoNotFloodTheAgents()
    {
        await using var cluster = await TestCluster.StartAsync();
        var time = new FakeTimeProvider();
        await using var gateway = await cluster.GatewayAsync(time: time);
        time.Advance(KeyRingSynchronizer.RefreshInterval);
        var reads = cluster.Ring.Reads;
        using var client = gateway.NewClient(cookies: false);

        for (var i = 0; i < 50; i++)
        {
            byte[] cookie = [0x09, 0xF0, 0xC9, 0xF0, .. Guid.NewGuid().ToByteArray(), .. new byte[64]];
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.TryAddWithoutValidation("Cookie", $"cluster-affinity={System.Buffers.Text.Base64Url.EncodeToString(cookie)}");
            using var answer = await client.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode);
        }

        Assert.Equal(1, cluster.Ring.Reads - reads);
    }

    private static Dictionary<string, string?> Secrets(params string[] secrets) =>
        secrets.Select((secret, i) => KeyValuePair.Create($"ClusterGateway:KeyRing:Secrets:{i}", (string?)secret)).ToDictionary();

    private static async Task<(string Cookie, string Node)> BindAsync(TestGateway gateway, string address)
    {
        using var client = gateway.NewClient(address, cookies: false);
        using var bound = await client.GetAsync("/");
        return (bound.Headers.GetValues("Set-Cookie").Single().Split(';')[0], await bound.Content.ReadAsStringAsync());
    }

    private static Guid KeyOf(TestGateway gateway) => gateway.Services.GetRequiredService<IKeyRingProvider>().GetCurrentKeyRing().DefaultKeyId;

    private static async Task SynchronizeAsync(params TestGateway[] gateways)
    {
        // Twice: the first may be one that was under way already, and the second sees what the other gateway made.
        for (var i = 0; i < 2; i++)
        {
            await Task.WhenAll(gateways.Select(g => g.Services.GetRequiredService<KeyRingSynchronizer>().RunAsync(force: true)));
        }
    }

    /// <summary>Lets nobody on before all have come; once.</summary>
    private sealed class Rendezvous(int count)
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _missing = count;

        public Task MeetAsync()
        {
            if (Interlocked.Decrement(ref _missing) == 0)
            {
                _all.SetResult();
            }

            return _all.Task;
        }
    }
}
