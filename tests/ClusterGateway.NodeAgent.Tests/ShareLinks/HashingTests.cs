using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.NodeAgent.ShareLinks;
using ClusterGateway.NodeAgent.Tests.Agents;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

/// <summary>Passwords are slow to check on purpose; that must not become a way to stall an agent.</summary>
public sealed class HashingTests
{
    private static readonly ShareLinkRequest Link = new() { Owner = "o", Target = "t", Password = LinkCalls.Password };

    [Fact]
    public async Task LineIsFull_PasswordsGet429AndNothingIsCharged()
    {
        await using var cluster = new AgentCluster();
        var agent = await cluster.AddAsync("node1", null, ("ShareLinks:HashingConcurrency", "1"), ("ShareLinks:HashingQueue", "1"));
        var calls = new LinkCalls(agent.Client(AgentHost.App));
        var made = await calls.CreateAsync(Link);
        var open = await calls.CreateAsync(Link with { Password = null });
        var line = agent.Services.GetRequiredService<HashingLine>();
        var place = await line.TryEnterAsync(CancellationToken.None);
        var waiting = line.TryEnterAsync(CancellationToken.None);

        using var resolve = await calls.ResolveAsync(made.Token, LinkCalls.Password);
        using var create = await calls.SendAsync(HttpMethod.Post, "/v1/links", """{"owner":"o","target":"t","password":"p"}""");

        Assert.Equal((429, "rate-limited"), await LinkCalls.OutcomeAsync(resolve));
        Assert.Equal(TimeSpan.FromSeconds(1), resolve.Headers.RetryAfter!.Delta);
        Assert.Equal((429, "rate-limited"), await LinkCalls.OutcomeAsync(create));
        Assert.Equal((429, "rate-limited"), await calls.PatchAsync(made.Id, """{"password":"p"}"""));
        await using var store = cluster.OpenStore();
        Assert.Equal(0, await store.CountAsync("link-attempts/", CancellationToken.None));
        Assert.Equal((200, null), await calls.TryResolveAsync(open.Token));
        Assert.Equal((404, "not-found"), await calls.TryResolveAsync(LinkToken.New().Text, "p"));
        place!.Dispose();
        (await waiting)!.Dispose();
        Assert.Equal((200, null), await calls.TryResolveAsync(made.Token, LinkCalls.Password));
    }

    [Fact]
    public async Task GuessesFromEverywhere_AreLimitedForTheLink()
    {
        await using var cluster = new AgentCluster();
        var agent = await cluster.AddAsync("node1", null, ("ShareLinks:LinkAttempts", "3"));
        var calls = new LinkCalls(agent.Client(AgentHost.App));
        var made = await calls.CreateAsync(Link);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal((200, null), await calls.TryResolveAsync(made.Token, LinkCalls.Password, $"192.0.2.{i}"));
            Assert.Equal((403, "password-wrong"), await calls.TryResolveAsync(made.Token, "wrong", $"198.51.100.{i}"));
        }

        using var limited = await calls.ResolveAsync(made.Token, LinkCalls.Password, "203.0.113.9");

        Assert.Equal((429, "rate-limited"), await LinkCalls.OutcomeAsync(limited));
        Assert.InRange(limited.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 3000, 3600);
    }

    [Fact]
    public async Task Saturated_EverythingElseIsAnsweredPromptly()
    {
        await using var cluster = new AgentCluster();
        var agent = await cluster.AddAsync("node1", null, ("ShareLinks:HashingQueue", "100"), ("ShareLinks:LinkAttempts", "1000"));
        var calls = new LinkCalls(agent.Client(AgentHost.App));
        var made = await calls.CreateAsync(Link);
        var guesses = Enumerable.Range(0, 10).Select(i => Task.Run(() => calls.TryResolveAsync(made.Token, $"{i}", $"192.0.2.{i}"))).ToList();

        var rounds = 0;
        var longest = TimeSpan.Zero;
        while (!guesses.TrueForAll(guess => guess.IsCompleted))
        {
            var started = TimeProvider.System.GetTimestamp();
            Assert.Equal(200, await agent.StatusAsync("/livez"));
            Assert.Equal(made.Id, (await calls.FindAsync(made.Id)).Link.Id);
            var elapsed = TimeProvider.System.GetElapsedTime(started);
            longest = elapsed > longest ? elapsed : longest;
            rounds++;
        }

        Assert.All(await Task.WhenAll(guesses), o => Assert.Equal((403, "password-wrong"), o));
        Assert.True(rounds >= 5, $"only {rounds} rounds were answered while passwords were checked");
        Assert.True(longest < TimeSpan.FromSeconds(5), $"a question waited for {longest}");
    }
}
