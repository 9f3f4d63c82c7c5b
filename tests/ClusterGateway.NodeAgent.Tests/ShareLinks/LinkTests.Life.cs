using System.Net;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

public abstract partial class LinkTests
{
    [Fact]
    public async Task Create_OnOneNode_IsThereOnTheOthersAtOnceWithoutItsSecrets()
    {
        using var answer = await Node1.SendAsync(HttpMethod.Post, "/v1/links", $$"""
            {"target":"/{{_owner}}/ä b","owner":"{{_owner}}","permissions":["read","upload"],"password":"pass-of-{{_owner}}","expiresIn":"2h","maxDownloads":3,"note":"for you"}
            """);
        var made = (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.NewShareLinkView))!;
        var (link, tag) = await Node2.FindAsync(made.Id);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal($"/v1/links/{made.Id}", answer.Headers.Location!.OriginalString);
        Assert.Equal(tag, answer.Headers.ETag!.ToString());
        Assert.Equal("/s/" + made.Token, made.Url);
        Assert.Equal((made.Id, $"/{_owner}/ä b", _owner, "for you", true, 3, 0), (link.Id, link.Target, link.Owner, link.Note, link.HasPassword, link.MaxDownloads, link.Downloads));
        Assert.Equal(["read", "upload"], link.Permissions);
        Assert.InRange(link.ExpiresIn!.Value.TotalSeconds, 7100, 7200);
        Assert.Equal(TimeSpan.FromHours(2), link.ExpiresAt - link.CreatedAt);
        foreach (var path in (string[])[$"/v1/links/{made.Id}", $"/v1/links?owner={_owner}", "/v1/links?limit=1000"])
        {
            var text = await Node3.Http.GetStringAsync(path);
            Assert.Contains(made.Id, text, StringComparison.Ordinal);
            Assert.DoesNotContain(made.Token[12..], text, StringComparison.Ordinal);
            Assert.DoesNotContain("pbkdf2", text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Change_MergesWhatIsNamedAndRemovesWhatIsNull()
    {
        var made = await Node1.CreateAsync(Link with { Password = LinkCalls.Password, ExpiresIn = Duration.FromSeconds(3600), MaxDownloads = 2, Note = "old" });
        Assert.Equal(204, await Node1.ConsumeAsync((await Node1.GrantAsync(made.Token, LinkCalls.Password)).Grant));

        Assert.Equal(Done, await Node2.PatchAsync(made.Id, """{"note":"new","permissions":["list"]}"""));
        var (changed, _) = await Node3.FindAsync(made.Id);
        Assert.Equal(("new", true, 2, 1), (changed.Note, changed.HasPassword, changed.MaxDownloads, changed.Downloads));
        Assert.Equal(["list"], changed.Permissions);
        Assert.InRange(changed.ExpiresIn!.Value.TotalSeconds, 3500, 3600);

        Assert.Equal(Done, await Node2.PatchAsync(made.Id, """{"note":null,"permissions":null,"password":null,"expiresIn":null,"maxDownloads":null}"""));
        var (bare, _) = await Node3.FindAsync(made.Id);
        Assert.Equal((null, false, null, null, null, 1), (bare.Note, bare.HasPassword, bare.MaxDownloads, bare.ExpiresAt, bare.ExpiresIn, bare.Downloads));
        Assert.Equal(["read"], bare.Permissions);
        Assert.Equal(Done, await Node3.TryResolveAsync(made.Token));
        Assert.Equivalent(bare, (await Node1.ListAsync("?owner=" + _owner)).Items.Single());
    }

    [Fact]
    public async Task Change_Password_HoldsForTheNextVisitor()
    {
        var made = await Node1.CreateAsync(Link);

        Assert.Equal(Done, await Node2.PatchAsync(made.Id, $$"""{"password":"{{LinkCalls.Password}}"}"""));

        Assert.Equal((403, "password-required"), await Node3.TryResolveAsync(made.Token));
        Assert.Equal((403, "password-wrong"), await Node3.TryResolveAsync(made.Token, "wrong"));
        Assert.Equal(Done, await Node3.TryResolveAsync(made.Token, LinkCalls.Password));
    }

    [Fact]
    public async Task Change_Conditions_AreThoseOfEntityTags()
    {
        var made = await Node1.CreateAsync(Link);
        var (_, tag) = await Node1.FindAsync(made.Id);

        Assert.Equal((428, "precondition-required"), await Node2.PatchAsync(made.Id, "{}", ifMatch: null));
        Assert.Equal((412, "precondition-failed"), await Node2.PatchAsync(made.Id, "{}", ifMatch: "\"1\""));
        Assert.Equal((400, "invalid-request"), await Node2.PatchAsync(made.Id, "{}", ifMatch: tag.Trim('"')));
        Assert.Equal(Done, await Node2.PatchAsync(made.Id, """{"note":"x"}""", tag));
        Assert.Equal((412, "precondition-failed"), await Node3.PatchAsync(made.Id, """{"note":"y"}""", tag));
        Assert.Equal((412, "precondition-failed"), await Node3.RevokeAsync(made.Id, tag));
        Assert.Equal(NotFound, await Node3.PatchAsync("AAAAAAAAAAAA", "{}"));
        Assert.Equal((204, null), await Node3.RevokeAsync(made.Id, (await Node1.FindAsync(made.Id)).Tag));
        Assert.Equal(NotFound, await Node1.RevokeAsync(made.Id));
    }

    [Fact]
    public async Task Change_ManyAtOnce_LosesNone()
    {
        var made = await Node1.CreateAsync(Link);
        var (_, tag) = await Node1.FindAsync(made.Id);

        var won = await OnAllNodesAsync(12, (node, i) => node.PatchAsync(made.Id, $$"""{"maxDownloads":{{i + 1}}}""", tag));
        var any = await OnAllNodesAsync(12, (node, i) => node.PatchAsync(made.Id, $$"""{"note":"{{i}}"}"""));

        Assert.Single(won, o => o == Done);
        Assert.Equal(11, won.Count(o => o.Status == 412));
        Assert.All(any, o => Assert.Equal(Done, o));
        var (link, _) = await Node1.FindAsync(made.Id);
        Assert.Equal(won.IndexOf(Done) + 1, link.MaxDownloads);
    }

    [Fact]
    public async Task Count_DoesNotChangeTheTag()
    {
        var made = await Node1.CreateAsync(Link);
        var (_, before) = await Node1.FindAsync(made.Id);

        Assert.Equal(204, await Node2.ConsumeAsync((await Node2.GrantAsync(made.Token)).Grant));

        var (counted, after) = await Node3.FindAsync(made.Id);
        Assert.Equal((before, 1), (after, counted.Downloads));
        Assert.Equal(1, (await Node3.ListAsync("?owner=" + _owner)).Items.Single().Downloads);
        using var known = await Node3.SendAsync(HttpMethod.Get, "/v1/links/" + made.Id, null, ("If-None-Match", after));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    [Fact]
    public async Task Expiry_IsTheStoresWhateverTheAgentsClocksSay()
    {
        var brief = await Node2.CreateAsync(Link with { ExpiresIn = Duration.FromSeconds(600), MaxDownloads = 5 });
        var longer = await Node3.CreateAsync(Link with { ExpiresIn = Duration.FromSeconds(60) });
        var grant = await Node1.GrantAsync(brief.Token);
        Assert.Equal(204, await Node2.ConsumeAsync((await Node2.GrantAsync(brief.Token)).Grant));
        Assert.Equal(Done, await Node3.PatchAsync(brief.Id, """{"expiresIn":"1s"}"""));

        foreach (var node in cluster.Nodes)
        {
            await Eventually.TrueAsync(async () => await node.TryResolveAsync(brief.Token) == NotFound, "the link expired");
            Assert.Equal(410, await node.ConsumeAsync(grant.Grant));
            Assert.Equal(NotFound, await node.RevokeAsync(brief.Id));
            Assert.Equal(Done, await node.TryResolveAsync(longer.Token));
        }

        await Eventually.TrueAsync(
            async () => (await Node1.ListAsync("?owner=" + _owner)).Items is [var only] && only.Id == longer.Id, "the expired link left the list");
        await using var store = cluster.Agents.OpenStore();
        await Eventually.TrueAsync(
            async () => await store.GetAsync("link-downloads/" + brief.Id, CancellationToken.None) is null, "the counter went with the link");
    }

    [Fact]
    public async Task Change_End_TakesTheCounterAlong()
    {
        var made = await Node1.CreateAsync(Link with { ExpiresIn = Duration.FromSeconds(60), MaxDownloads = 1 });
        Assert.Equal(204, await Node1.ConsumeAsync((await Node1.GrantAsync(made.Token)).Grant));

        Assert.Equal(Done, await Node1.PatchAsync(made.Id, """{"expiresIn":"1h"}"""));

        await using var store = cluster.Agents.OpenStore();
        var counter = (await store.GetAsync("link-downloads/" + made.Id, CancellationToken.None))!;
        Assert.InRange(counter.ExpiresIn!.Value.TotalSeconds, 3500, 3600);
        Assert.Equal(NotFound, await Node2.TryResolveAsync(made.Token));
    }

    [Fact]
    public async Task Revoke_LeavesNothingBehind()
    {
        var made = await Node1.CreateAsync(Link with { MaxDownloads = 5 });
        var grants = await OnAllNodesAsync(3, (node, _) => node.GrantAsync(made.Token));
        Assert.Equal(204, await Node1.ConsumeAsync(grants[0].Grant));

        Assert.Equal((204, null), await Node2.RevokeAsync(made.Id));

        foreach (var node in cluster.Nodes)
        {
            Assert.Equal(NotFound, await node.TryResolveAsync(made.Token));
            Assert.Equal(410, await node.ConsumeAsync(grants[0].Grant));
            Assert.Equal(410, await node.ConsumeAsync(grants[1].Grant));
            Assert.Empty((await node.ListAsync("?owner=" + _owner)).Items);
        }

        await using var store = cluster.Agents.OpenStore();
        foreach (var prefix in (string[])["links", "link-downloads", "link-attempts"])
        {
            Assert.Equal(0, await store.CountAsync($"{prefix}/{made.Id}", CancellationToken.None));
        }

        Assert.Equal(0, await store.CountAsync($"links-by-owner/{_owner}/", CancellationToken.None));
        Assert.Equal(0, await store.CountAsync($"links-by-target/%2F{_owner}%2F", CancellationToken.None));
    }
}
