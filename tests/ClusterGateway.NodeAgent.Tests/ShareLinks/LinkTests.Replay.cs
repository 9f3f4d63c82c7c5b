namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

public abstract partial class LinkTests
{
    [Fact]
    public async Task Create_Repeated_AnswersTheSameLinkWithANewSecret()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var first = await Node1.CreateAsync(Link with { Note = "one" }, key);
        var (_, tag) = await Node1.FindAsync(first.Id);

        var second = await Node2.CreateAsync(Link with { Note = "one" }, key);

        Assert.Equal(first.Id, second.Id);
        Assert.NotEqual(first.Token, second.Token);
        Assert.Equal(NotFound, await Node3.TryResolveAsync(first.Token));
        Assert.Equal(Done, await Node3.TryResolveAsync(second.Token));
        Assert.NotEqual(tag, (await Node1.FindAsync(first.Id)).Tag);
        Assert.Single((await Node1.ListAsync("?owner=" + _owner)).Items);
    }

    [Fact]
    public async Task Create_RepeatedAtOnce_MakesOneLinkAndOneTokenOpensIt()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var made = await OnAllNodesAsync(9, (node, _) => node.CreateAsync(Link, key));

        Assert.Single(made.Select(m => m.Id).Distinct());
        Assert.Single((await Node1.ListAsync("?owner=" + _owner)).Items);
        var opened = await OnAllNodesAsync(9, (node, i) => node.TryResolveAsync(made[i].Token));
        Assert.Single(opened, o => o == Done);
    }

    [Fact]
    public async Task Create_KeyOfAnotherLinkOrOfARevokedOne_IsRefused()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var made = await Node1.CreateAsync(Link, key);

        using var other = await Node2.SendAsync(HttpMethod.Post, "/v1/links", $$"""{"owner":"{{_owner}}","target":"other"}""", key);
        await Node1.RevokeAsync(made.Id);
        using var late = await Node3.SendAsync(HttpMethod.Post, "/v1/links", $$"""{"owner":"{{_owner}}","target":"/{{_owner}}/report.pdf"}""", key);

        Assert.Equal((409, "refused"), await LinkCalls.OutcomeAsync(other));
        Assert.Equal((410, "gone"), await LinkCalls.OutcomeAsync(late));
        Assert.Empty((await Node1.ListAsync("?owner=" + _owner)).Items);
    }
}
