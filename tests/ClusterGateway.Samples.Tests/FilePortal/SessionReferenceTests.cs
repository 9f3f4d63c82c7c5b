using ClusterGateway.Client;
using ClusterGateway.Contracts.Sessions;
using ClusterGateway.Testing.Time;
using ClusterGateway.Testing.Waiting;
using FilePortal.Configuration;
using FilePortal.SignIn;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Samples.Tests.FilePortal;

public sealed class SessionReferenceTests
{
    [Fact]
    public async Task Session_FromSignInToSignOut_IsTheClustersToSee()
    {
        await using var portal = await PortalUnderTest.StartAsync();

        var cookie = (await portal.SignInAsync()).Headers.GetValues("Set-Cookie").Single().Split(';', '=')[1];
        var held = await HeldAsync(portal.Agent, 1);
        Assert.Equal(("alice", "node1"), (held[0].User, held[0].Node));
        Assert.DoesNotContain(held[0].Id, cookie, StringComparison.Ordinal);
        Assert.Contains(held[0].Id, await portal.Http.GetStringAsync("/whoami"), StringComparison.Ordinal);

        await portal.PostAsync("/logout");
        await HeldAsync(portal.Agent, 0);
    }

    [Fact]
    public async Task Start_OfAnotherProcess_ForgetsWhatTheOneBeforeHeld()
    {
        await using var agent = await StubAgent.StartAsync();
        agent.Sessions.Held["old"] = new SessionView("old", "alice", "node1", "an earlier process", 1200);
        agent.Sessions.Held["other"] = new SessionView("other", "bob", "node2", "a process elsewhere", 1200);

        await using var portal = await PortalUnderTest.StartAsync(null, ("Portal:Agent", agent.Url));

        Assert.Equal("other", (await HeldAsync(agent, 1))[0].Id);
    }

    [Fact]
    public async Task Agent_AwayAtTheStart_IsToldWhenItAnswers()
    {
        await using var silent = await StubAgent.StartAsync();
        silent.Silent = true;
        await using var portal = await PortalUnderTest.StartAsync(null, ("Portal:Agent", silent.Url));

        await portal.SignInAsync();
        await Eventually.TrueAsync(() => portal.Log.Lines.Any(IsOfTheAbsence), "it was logged");
        Assert.Empty(silent.Sessions.Held);
        silent.Silent = false;

        await HeldAsync(silent, 1);
        Assert.Single(portal.Log.Lines, IsOfTheAbsence);
    }

    [Fact]
    public async Task Session_TakenOver_IsNeitherKeptAliveNorEnded()
    {
        await using var agent = await StubAgent.StartAsync();
        var time = new FakeTimeProvider();
        var log = new LogRecorder();
        using var http = new HttpClient();
        using var logs = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log));
        var cluster = new ClusterClient(http, new ClusterClientOptions { Agent = new Uri(agent.Url), Token = () => StubAgent.Token });
        using var references = new SessionReferences(
            cluster, Options.Create(new PortalOptions { Node = "node1" }), time, logs.CreateLogger<SessionReferences>());
        await references.StartAsync(CancellationToken.None);
        var (touched, ended) = (new Session("alice", "touched", "f", time.GetUtcNow()), new Session("alice", "ended", "f", time.GetUtcNow()));
        references.Began(touched);
        references.Began(ended);
        await HeldAsync(agent, 2);
        agent.Sessions.Held["touched"] = new SessionView("touched", "alice", "node2", "another process", 1200);
        agent.Sessions.Held["ended"] = new SessionView("ended", "alice", "node2", "another process", 1200);

        time.Advance(SessionReferences.TouchInterval);
        references.Used(touched);
        await Eventually.TrueAsync(() => log.Lines.Any(l => l.Contains("Another process", StringComparison.Ordinal)), "it noticed");
        time.Advance(SessionReferences.TouchInterval);
        references.Used(touched);
        references.Ended(touched);
        references.Ended(ended);
        references.Began(new Session("alice", "last", "f", time.GetUtcNow()));

        Assert.Equal(["ended", "last", "touched"], (await HeldAsync(agent, 3)).Select(s => s.Id).Order(StringComparer.Ordinal));
        Assert.Equal(1, agent.Sessions.Touches);
        await references.StopAsync(CancellationToken.None);
    }

    private static bool IsOfTheAbsence(string line) => line.Contains("users do not notice", StringComparison.Ordinal);

    private static async Task<SessionView[]> HeldAsync(StubAgent agent, int count)
    {
        await Eventually.TrueAsync(() => agent.Sessions.Held.Count == count, $"the agent knows of {count} sessions");
        return [.. agent.Sessions.Held.Values];
    }
}
