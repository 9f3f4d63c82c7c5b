using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.NodeAgent.Tests.Agents;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

/// <summary>What another node does between the decision of one and its commit: the races that mere luck seldom shows.</summary>
public sealed class LinkRaceTests(LinkRaceTests.TwoAgents agents) : IClassFixture<LinkRaceTests.TwoAgents>
{
    private static readonly ShareLinkRequest Link = new() { Owner = "o", Target = "t" };

    private LinkCalls Here => agents.Here;

    private LinkCalls There => agents.There;

    [Fact]
    public async Task Consume_SameGrantElsewhere_CountsOnce()
    {
        var made = await Here.CreateAsync(Link);
        var grant = (await Here.GrantAsync(made.Token)).Grant;
        await Here.ConsumeAsync((await Here.GrantAsync(made.Token)).Grant);
        BeforeTheNext("link-downloads/", async () => Assert.Equal(204, await There.ConsumeAsync(grant)));

        Assert.Equal(204, await Here.ConsumeAsync(grant));

        Assert.Equal(2, (await Here.FindAsync(made.Id)).Link.Downloads);
    }

    [Fact]
    public async Task Consume_LastDownloadElsewhere_IsGone()
    {
        var made = await Here.CreateAsync(Link with { MaxDownloads = 1 });
        var (mine, other) = ((await Here.GrantAsync(made.Token)).Grant, (await Here.GrantAsync(made.Token)).Grant);
        BeforeTheNext("link-downloads/", async () => Assert.Equal(204, await There.ConsumeAsync(other)));

        Assert.Equal(410, await Here.ConsumeAsync(mine));

        Assert.Equal(1, (await Here.FindAsync(made.Id)).Link.Downloads);
    }

    [Fact]
    public async Task Consume_RevokedMeanwhile_IsGoneAndLeavesNoCounter()
    {
        var made = await Here.CreateAsync(Link with { MaxDownloads = 1 });
        var grant = (await Here.GrantAsync(made.Token)).Grant;
        BeforeTheNext("link-downloads/", () => There.RevokeAsync(made.Id));

        Assert.Equal(410, await Here.ConsumeAsync(grant));

        await using var store = agents.Cluster.OpenStore();
        Assert.Null(await store.GetAsync("link-downloads/" + made.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Resolve_RevokedMeanwhile_IsNotFound()
    {
        var made = await Here.CreateAsync(Link);
        BeforeTheNext("link-grants/", () => There.RevokeAsync(made.Id));

        Assert.Equal((404, "not-found"), await Here.TryResolveAsync(made.Token));
    }

    [Fact]
    public async Task Resolve_PasswordChangedMeanwhile_IsCheckedAgain()
    {
        var made = await Here.CreateAsync(Link with { Password = "old" });
        BeforeTheNext("link-grants/", () => There.PatchAsync(made.Id, """{"password":"new"}"""));
        Assert.Equal((403, "password-wrong"), await Here.TryResolveAsync(made.Token, "old"));

        BeforeTheNext("link-grants/", () => There.PatchAsync(made.Id, """{"note":"changed","permissions":["list"]}"""));
        Assert.Equal(["list"], (await Here.GrantAsync(made.Token, "new")).Permissions);
    }

    [Fact]
    public async Task Change_CountedMeanwhile_KeepsTheCount()
    {
        var made = await Here.CreateAsync(Link with { Owner = "counted" });
        var grants = new[] { await Here.GrantAsync(made.Token), await Here.GrantAsync(made.Token) };
        foreach (var grant in grants)
        {
            BeforeTheNext("links/", async () => Assert.Equal(204, await There.ConsumeAsync(grant.Grant)));
            Assert.Equal((200, null), await Here.PatchAsync(made.Id, """{"expiresIn":"1h"}"""));
        }

        Assert.Equal(2, (await Here.FindAsync(made.Id)).Link.Downloads);
        Assert.Equal(2, (await Here.ListAsync("?owner=counted")).Items.Single().Downloads);
    }

    [Fact]
    public async Task Change_ChangedMeanwhile_Is412UnlessAnyStateWillDo()
    {
        var made = await Here.CreateAsync(Link);
        var (_, tag) = await Here.FindAsync(made.Id);
        BeforeTheNext("links/", () => There.PatchAsync(made.Id, """{"note":"theirs"}"""));
        Assert.Equal((412, "precondition-failed"), await Here.PatchAsync(made.Id, """{"maxDownloads":5}""", tag));

        BeforeTheNext("links/", () => There.PatchAsync(made.Id, """{"note":"theirs again"}"""));
        Assert.Equal((200, null), await Here.PatchAsync(made.Id, """{"maxDownloads":7}"""));
        var (link, _) = await Here.FindAsync(made.Id);
        Assert.Equal(("theirs again", 7), (link.Note, link.MaxDownloads));
    }

    [Fact]
    public async Task Revoke_ChangedMeanwhile_Is412OnlyWithACondition()
    {
        var made = await Here.CreateAsync(Link);
        var (_, tag) = await Here.FindAsync(made.Id);
        BeforeTheNext("links/", () => There.PatchAsync(made.Id, "{}"));
        Assert.Equal((412, "precondition-failed"), await Here.RevokeAsync(made.Id, tag));

        BeforeTheNext("links/", () => There.PatchAsync(made.Id, "{}"));
        Assert.Equal((204, null), await Here.RevokeAsync(made.Id));
    }

    [Fact]
    public async Task Create_SameKeyElsewhere_IsOneLink()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        NewShareLinkView? theirs = null;
        BeforeTheNext("links/", async () => theirs = await There.CreateAsync(Link, key));

        var ours = await Here.CreateAsync(Link, key);

        Assert.Equal(theirs!.Id, ours.Id);
        Assert.Equal((404, "not-found"), await Here.TryResolveAsync(theirs.Token));
        Assert.Equal((200, null), await Here.TryResolveAsync(ours.Token));
    }

    private void BeforeTheNext(string key, Func<Task> other)
    {
        var done = false;
        agents.Cluster["node1"].Store.BeforeCommit = async commit =>
        {
            if (!done && commit.Operations.Any(o => o.Key.StartsWith(key, StringComparison.Ordinal)))
            {
                done = true;
                await other();
            }
        };
    }

    public sealed class TwoAgents : IAsyncLifetime
    {
        internal AgentCluster Cluster { get; } = new();

        internal LinkCalls Here { get; private set; } = null!;

        internal LinkCalls There { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Here = new LinkCalls((await Cluster.AddAsync("node1")).Client(AgentHost.App));
            There = new LinkCalls((await Cluster.AddAsync("node2")).Client(AgentHost.App));
        }

        public async Task DisposeAsync() => await Cluster.DisposeAsync();
    }
}
