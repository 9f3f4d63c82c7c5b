using ClusterGateway.Contracts.Sessions;
using ClusterGateway.Testing.Waiting;

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

    private static bool IsOfTheAbsence(string line) => line.Contains("users do not notice", StringComparison.Ordinal);

    private static async Task<SessionView[]> HeldAsync(StubAgent agent, int count)
    {
        await Eventually.TrueAsync(() => agent.Sessions.Held.Count == count, $"the agent knows of {count} sessions");
        return [.. agent.Sessions.Held.Values];
    }
}
