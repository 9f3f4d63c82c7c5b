using System.Net;
using ClusterGateway.Client;
using ClusterGateway.Client.ShareLinks;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Contracts.Sessions;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.NodeAgent.Tests.Agents;

namespace ClusterGateway.NodeAgent.Tests.Client;

/// <summary>The .NET client against a real agent.</summary>
public sealed class ClusterClientTests : IAsyncLifetime, IDisposable
{
    private const string File = "reports/2030 %2F.docx";

    private readonly HttpClient _http = new();
    private AgentCluster _cluster = null!;

    private static CancellationToken Token => CancellationToken.None;

    private AgentHost Agent => _cluster["node1"];

    private ClusterClient Client => ClientWith(AgentHost.App);

    public async Task InitializeAsync() => _cluster = await AgentCluster.StartAsync("node1");

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task DocumentLocks_FromTakeToRelease()
    {
        var locks = Client.DocumentLocks;

        Assert.Equal("Ann", (await locks.TakeAsync(File, new LockRequest("a", Owner: "Ann"), Token)).Lock?.Owner);
        var conflict = await locks.TakeAsync(File, new LockRequest("b"), Token);
        Assert.Equal((false, "a", "Ann"), (conflict.Succeeded, conflict.CurrentLockId, conflict.Owner));
        Assert.True((await locks.RefreshAsync(File, new LockRefreshRequest("a"), Token)).Succeeded);
        Assert.Equal("c", (await locks.SwapAsync(File, new LockSwapRequest("a", "c"), Token)).Lock?.LockId);
        Assert.Equal(File, (await locks.FindAsync(File, Token))?.Resource);
        Assert.Equal([File], await locks.ListAsync("reports/", Token).Select(l => l.Resource).ToListAsync());
        Assert.True((await locks.ReleaseAsync(File, new LockReleaseRequest("c"), Token)).Succeeded);
        Assert.Null(await locks.FindAsync(File, Token));
        Assert.Equal("", (await locks.ReleaseAsync(File, new LockReleaseRequest("c"), Token)).CurrentLockId);
    }

    [Fact]
    public async Task Screening_FromTheFirstFailureToTheBlock()
    {
        var screening = Client.Screening;
        var (client, revision) = (IPAddress.Parse("203.0.113.60"), (await screening.ReadBlocksAsync(Token)).Revision);
        var login = new AttemptRequest { Scope = "portal", Ip = client.ToString(), Account = "ann", Secret = "right", Outcome = AttemptOutcome.Attempt };

        // Who logs in never comes to the limit, however often.
        for (var i = 0; i < 15; i++)
        {
            Assert.Equal(ScreeningVerdict.Allow, (await screening.TellAsync(login, Token)).Decision);
            Assert.Equal(ScreeningVerdict.Allow, (await screening.TellAsync(login with { Outcome = AttemptOutcome.Success, Secret = null }, Token)).Decision);
        }

        Assert.Null(await screening.FindBlockAsync(client, Token));
        var waiting = screening.WaitForChangeAsync(revision, TimeSpan.FromSeconds(9), Token);
        var answers = new List<AttemptView>();
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await screening.TellAsync(login with { Outcome = AttemptOutcome.Failure, Secret = $"guess{i}" }, Token));
        }

        Assert.Equal((ScreeningVerdict.Block, TimeSpan.FromMinutes(10)), (answers[^1].Decision, answers[^1].RetryAfter.Value));
        Assert.Contains((await waiting).Items, block => block.Cidr == "203.0.113.60/32");
        Assert.Equal("portal", (await screening.FindBlockAsync(client, Token))?.Scope);
        Assert.Equal("portal", (await screening.FindBlockAsync(client.MapToIPv6(), Token))?.Scope);
        Assert.Null(await screening.FindBlockAsync(IPAddress.Parse("203.0.113.61"), Token));
        Assert.Null(await screening.FindBlockAsync(IPAddress.Loopback, Token));
        Assert.DoesNotContain("guess", login.ToString() + (login with { Secret = "guess" }), StringComparison.Ordinal);
        await Assert.ThrowsAsync<AgentProblemException>(() => screening.TellAsync(login with { Ip = "nowhere" }, Token));
    }

    [Fact]
    public async Task WopiLocks_HandsHeadersOnBothWays_EmptyOnesToo()
    {
        var locked = await WopiAsync(("X-WOPI-Override", "LOCK"), ("X-WOPI-Lock", "id"), ("Authorization", "the user's own"));
        var conflict = await WopiAsync(("X-WOPI-Override", "UNLOCK"), ("X-WOPI-Lock", "other"));
        await WopiAsync(("X-WOPI-Override", "UNLOCK"), ("X-WOPI-Lock", "id"));
        var unlocked = await WopiAsync(("X-WOPI-Override", "GET_LOCK"));

        Assert.Equal(HttpStatusCode.OK, locked.Status);
        Assert.Equal((HttpStatusCode.Conflict, "id"), (conflict.Status, conflict.Headers[WopiHeaders.Lock]));
        Assert.Equal((HttpStatusCode.OK, ""), (unlocked.Status, unlocked.Headers[WopiHeaders.Lock]));
    }

    [Fact]
    public async Task ShareLinks_FromCreateToRevoke()
    {
        var links = Client.ShareLinks;
        var link = new ShareLinkRequest { Target = "/a", Owner = "ann", Password = "secret", MaxDownloads = 1 };
        var made = await links.CreateAsync(link, idempotencyKey: null, Token);

        Assert.Equal(ResolveOutcome.PasswordRequired, (await links.ResolveAsync(new ResolveRequest { Token = made.Token }, Token)).Outcome);
        Assert.Equal(
            ResolveOutcome.PasswordWrong, (await links.ResolveAsync(new ResolveRequest { Token = made.Token, Password = "guess" }, Token)).Outcome);
        var found = (await links.FindAsync(made.Id, Token))!;
        await links.ChangeAsync(made.Id, found.ETag, new ShareLinkPatch { Password = new(IsSet: true, null), Note = "changed" }, Token);
        var refused = await Assert.ThrowsAsync<AgentProblemException>(
            () => links.ChangeAsync(made.Id, found.ETag, new ShareLinkPatch { Note = "too late" }, Token));
        Assert.Equal(ProblemTypes.PreconditionFailed, refused.Problem.Name);
        var visits = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => links.ResolveAsync(new ResolveRequest { Token = made.Token }, Token)));
        Assert.True(await links.ConsumeAsync(visits[0].Grant!.Grant, Token));
        Assert.True(await links.ConsumeAsync(visits[0].Grant!.Grant, Token));
        Assert.False(await links.ConsumeAsync(visits[1].Grant!.Grant, Token));
        Assert.Equal([1L], await links.ListAsync("ann", target: null, Token).Select(l => l.Downloads).ToListAsync());
        await links.RevokeAsync(made.Id, Token);
        Assert.Equal(ResolveOutcome.NotFound, (await links.ResolveAsync(new ResolveRequest { Token = made.Token }, Token)).Outcome);
        Assert.Null(await links.FindAsync(made.Id, Token));
    }

    [Fact]
    public async Task Sessions_FromSignInToSignOut()
    {
        var sessions = Client.Sessions;

        Assert.Equal("node1", (await sessions.PutAsync("s1", new SessionRequest("ann", "i1"), Token)).Session?.Node);
        Assert.Equal("elsewhere", (await sessions.PutAsync("s2", new SessionRequest("ann", "i9", "elsewhere"), Token)).Session?.Node);
        Assert.Equal("elsewhere", (await sessions.PutAsync("s2", new SessionRequest("ann", "i1"), Token)).HeldBy);
        Assert.Equal("i1", (await sessions.TouchAsync("s1", Token))?.Instance);
        Assert.Equal(2, await sessions.ListAsync("ann", node: null, Token).CountAsync());
        await sessions.DeleteOthersAsync("node1", "i2", Token);
        Assert.Null(await sessions.TouchAsync("s1", Token));
        await sessions.DeleteAsync("s2", etag: null, Token);
        Assert.Empty(await sessions.ListAsync("ann", node: null, Token).ToListAsync());
    }

    [Fact]
    public async Task Sessions_TakenOver_TheTouchNamesTheHolder_AndALateEndLeavesIt()
    {
        var sessions = Client.Sessions;
        var mine = await sessions.PutAsync("s1", new SessionRequest("ann", "i1"), Token);
        var next = await sessions.PutAsync("s1", new SessionRequest("ann", "i2"), Token);

        Assert.Equal("i2", (await sessions.TouchAsync("s1", Token))?.Instance);
        await sessions.DeleteAsync("s1", mine.ETag!, Token);
        Assert.NotNull(await sessions.TouchAsync("s1", Token));
        await sessions.DeleteAsync("s1", next.ETag!, Token);
        Assert.Null(await sessions.TouchAsync("s1", Token));
    }

    [Fact]
    public async Task Favorites_AddedTwice_AreThereOnce()
    {
        var favorites = Client.Favorites;

        await favorites.AddAsync("ann", File, Token);
        await favorites.AddAsync("ann", File, Token);
        Assert.Equal([File], await favorites.ListAsync("ann", Token).Select(f => f.Item).ToListAsync());
        await favorites.RemoveAsync("ann", File, Token);
        await favorites.RemoveAsync("ann", File, Token);

        Assert.Empty(await favorites.ListAsync("ann", Token).ToListAsync());
    }

    [Fact]
    public async Task Delete_SomethingElseAnswersNotFound_IsNoSuccess()
    {
        using var http = new HttpClient(new NotFound());
        var client = new ClusterClient(http, new ClusterClientOptions { Agent = new Uri("http://127.0.0.1:1"), Token = () => AgentHost.App });

        await Assert.ThrowsAsync<AgentProblemException>(() => client.Favorites.AddAsync("ann", File, Token));
        await Assert.ThrowsAsync<AgentProblemException>(() => client.Favorites.RemoveAsync("ann", File, Token));
        await Assert.ThrowsAsync<AgentProblemException>(() => client.Sessions.DeleteAsync("s1", etag: null, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Call_NameThatNoAddressCanHold_IsRefused(string name)
    {
        await Client.Favorites.AddAsync("ann", File, Token);

        await Assert.ThrowsAsync<ArgumentException>(() => Client.Favorites.RemoveAsync("ann", name, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.Sessions.DeleteAsync(name, etag: null, Token));
    }

    [Fact]
    public async Task Favorites_MoreThanAPage_AreAllListed()
    {
        await Task.WhenAll(Enumerable.Range(0, 250).Select(i => Client.Favorites.AddAsync("ann", $"{i}", Token)));

        Assert.Equal(250, await Client.Favorites.ListAsync("ann", Token).CountAsync());
    }

    [Fact]
    public async Task Nodes_SelfAndMembers()
    {
        Assert.Equal("node1", (await Client.Nodes.SelfAsync(Token)).Id);
        Assert.Equal(["node1"], await Client.Nodes.MembersAsync(Token).Select(n => n.Id).ToListAsync());
    }

    [Fact]
    public async Task Call_StoreAwayOrAgentGone_IsUnavailable()
    {
        Agent.Store.Cut();
        await Assert.ThrowsAsync<AgentUnavailableException>(() => Client.Favorites.AddAsync("ann", "a", Token));
        await Agent.StopAsync();
        await Assert.ThrowsAsync<AgentUnavailableException>(() => Client.Nodes.SelfAsync(Token));
    }

    [Fact]
    public async Task Call_UnknownToken_IsAProblemOfTheAgent()
    {
        var refused = await Assert.ThrowsAsync<AgentProblemException>(() => ClientWith("nobody's token").Nodes.SelfAsync(Token));

        Assert.Equal(ProblemTypes.Unauthorized, refused.Problem.Name);
    }

    /// <summary>Answers as an agent does that does not know the address.</summary>
    private sealed class NotFound : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound)
            {
                Content = new StringContent(
                    """{"type":"urn:clustergateway:problem:not-found","title":"Not found","status":404}""", null, ProblemTypes.ContentType),
            });
    }

    private ClusterClient ClientWith(string token) =>
        new(_http, new ClusterClientOptions { Agent = new Uri(Agent.Url), Token = () => token });

    private Task<ClusterGateway.Client.DocumentLocks.WopiLockAnswer> WopiAsync(params (string Name, string Value)[] headers) =>
        Client.WopiLocks.SendAsync("file/1", headers.Select(h => KeyValuePair.Create(h.Name, h.Value)), Token);
}
