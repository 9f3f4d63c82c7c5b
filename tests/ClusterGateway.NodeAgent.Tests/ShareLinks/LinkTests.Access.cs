using ClusterGateway.Contracts.Text;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Http;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

public abstract partial class LinkTests
{
    [Fact]
    public async Task Resolve_AnswersWhatTheLinkAllows()
    {
        var made = await Node1.CreateAsync(Link with { Permissions = ["read", "upload"], ExpiresIn = Duration.FromSeconds(120) });
        var forEver = await Node1.CreateAsync(Link);

        var grant = await Node2.GrantAsync(made.Token);
        var usual = await Node3.GrantAsync(forEver.Token, "a password that nobody asked for", "192.0.2.1");

        Assert.Equal(Link.Target, grant.Target);
        Assert.Equal(["read", "upload"], grant.Permissions);
        Assert.InRange(grant.ExpiresIn.TotalSeconds, 100, 120);
        Assert.Equal(600, usual.ExpiresIn.TotalSeconds);
        Assert.NotEqual(grant.Grant, (await Node2.GrantAsync(made.Token)).Grant);
    }

    [Fact]
    public async Task Resolve_WhateverTheReason_AnswersTheSameBytes()
    {
        var brief = await Node1.CreateAsync(Link with { ExpiresIn = Duration.FromSeconds(1) });
        var revoked = await Node1.CreateAsync(Link);
        var exhausted = await Node1.CreateAsync(Link with { MaxDownloads = 1, Password = LinkCalls.Password });
        Assert.Equal(204, await Node1.ConsumeAsync((await Node1.GrantAsync(exhausted.Token, LinkCalls.Password)).Grant));
        await Node1.RevokeAsync(revoked.Id);
        await Testing.Waiting.Eventually.TrueAsync(async () => await Node1.TryResolveAsync(brief.Token) == NotFound, "the link expired");
        var alive = await Node1.CreateAsync(Link);

        string[] bodies =
        [
            $$"""{"token":"{{brief.Token}}"}""",
            $$"""{"token":"{{revoked.Token}}"}""",
            $$"""{"token":"{{exhausted.Token}}"}""",
            $$"""{"token":"{{exhausted.Token}}","password":"wrong","client":"192.0.2.1"}""",
            $$"""{"token":"{{exhausted.Token}}","password":"{{LinkCalls.Password}}"}""",
            $$"""{"token":"{{alive.Id}}{{new string('A', alive.Token.Length - alive.Id.Length)}}"}""",
            $$"""{"token":"{{new string('A', alive.Token.Length)}}","password":"x"}""",
            """{"token":""}""",
            """{"token":"!"}""",
            """{"token":"AAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAA="}""",
            $$"""{"token":"{{new string('+', alive.Token.Length)}}"}""",
            $$"""{"token":"{{new string('A', alive.Token.Length - 1)}}\u00e9"}""",
            $$"""{"token":"{{new string('a', 9000)}}"}""",
        ];
        var answers = new List<string>();
        foreach (var body in bodies)
        {
            answers.Add(await RawResolveAsync(body));
        }

        Assert.StartsWith("HTTP/1.1 404 ", answers[0], StringComparison.Ordinal);
        Assert.Contains("urn:clustergateway:problem:not-found", answers[0], StringComparison.Ordinal);
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    [Fact]
    public async Task Consume_OneGrant_CountsOnceHoweverOften()
    {
        var made = await Node1.CreateAsync(Link with { MaxDownloads = 2 });
        var first = (await Node1.GrantAsync(made.Token)).Grant;
        var second = (await Node2.GrantAsync(made.Token)).Grant;
        var late = (await Node3.GrantAsync(made.Token)).Grant;

        var outcomes = await OnAllNodesAsync(30, (node, i) => node.ConsumeAsync(i % 2 == 0 ? first : second));

        Assert.All(outcomes, status => Assert.Equal(204, status));
        Assert.Equal(410, await Node1.ConsumeAsync(late));
        Assert.Equal(204, await Node3.ConsumeAsync(first));
        Assert.Equal(NotFound, await Node2.TryResolveAsync(made.Token));
        Assert.Equal(2, (await Node2.FindAsync(made.Id)).Link.Downloads);
        Assert.Equal(410, await Node1.ConsumeAsync("never given"));
    }

    [Fact]
    public async Task Resolve_LimitRaised_OpensAgain()
    {
        var made = await Node1.CreateAsync(Link with { MaxDownloads = 1 });
        Assert.Equal(204, await Node1.ConsumeAsync((await Node1.GrantAsync(made.Token)).Grant));
        Assert.Equal(NotFound, await Node1.TryResolveAsync(made.Token));

        Assert.Equal(Done, await Node2.PatchAsync(made.Id, """{"maxDownloads":2}"""));

        Assert.Equal(204, await Node3.ConsumeAsync((await Node3.GrantAsync(made.Token)).Grant));
        Assert.Equal(NotFound, await Node3.TryResolveAsync(made.Token));
    }

    [Fact]
    public async Task Resolve_WithoutAPassword_IsNeverCharged()
    {
        var made = await Node1.CreateAsync(Link with { Password = LinkCalls.Password });

        var outcomes = await OnAllNodesAsync(30, (node, i) => node.TryResolveAsync(made.Token, i % 2 == 0 ? null : "", "192.0.2.1"));

        Assert.All(outcomes, o => Assert.Equal((403, "password-required"), o));
        Assert.Equal(Done, await Node1.TryResolveAsync(made.Token, LinkCalls.Password, "192.0.2.1"));
        await using var store = cluster.Agents.OpenStore();
        Assert.Equal(0, await store.CountAsync("link-attempts/" + made.Id, CancellationToken.None));
    }

    private async Task<string> RawResolveAsync(string body)
    {
        var answer = await RawClient.SendAsync(
            Node2.Http.BaseAddress!,
            $"POST /v1/links/resolve HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {AgentHost.App}\r\nContent-Type: application/json\r\n" +
            $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        return System.Text.RegularExpressions.Regex.Replace(answer, "(?m)^Date: .*\r\n", "");
    }
}
