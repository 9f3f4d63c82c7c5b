using ClusterGateway.Contracts.ShareLinks;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

public abstract partial class LinkTests
{
    [Fact]
    public async Task List_PagesThroughOwnersTargetsAndAll()
    {
        var made = await OnAllNodesAsync(7, (node, i) => node.CreateAsync(Link with { Target = $"/{_owner}/{i % 2}", Note = $"{i}" }));
        var other = await Node1.CreateAsync(Link with { Owner = _owner + "/x", Target = $"/{_owner}/0" });
        var ids = made.Select(m => m.Id).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(ids, (await AllAsync($"?owner={_owner}", 3)).Select(l => l.Id));
        Assert.Equal(5, (await AllAsync($"?target=%2F{_owner}%2F0", 2)).Count);
        Assert.Equal(3, (await AllAsync($"?target=%2F{_owner}%2F1", 1)).Count);
        Assert.Equal(4, (await AllAsync($"?owner={_owner}&target=%2F{_owner}%2F0", 2)).Count);
        Assert.Equal([other.Id], (await AllAsync($"?owner={_owner}%2Fx", 10)).Select(l => l.Id));
        var all = (await AllAsync("", 5)).Select(l => l.Id).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Superset(new HashSet<string>([.. ids, other.Id]), all.ToHashSet());
    }

    [Fact]
    public async Task List_LongNames_AreNotMistakenForOneAnother()
    {
        var name = new string('ü', 4000);
        var first = await Node1.CreateAsync(Link with { Owner = name + _owner + "1", Target = name + _owner });
        var second = await Node1.CreateAsync(Link with { Owner = name + _owner + "2", Target = name + _owner });

        var items = (await AllAsync($"?owner={Uri.EscapeDataString(name)}{_owner}1", 10)).Select(l => (l.Id, l.Owner));

        Assert.Equal([(first.Id, name + _owner + "1")], items);
        Assert.Equal((204, null), await Node2.RevokeAsync(first.Id));
        Assert.Equal([second.Id], (await AllAsync($"?target={Uri.EscapeDataString(name)}{_owner}", 10)).Select(l => l.Id));
    }

    private async Task<List<ShareLinkView>> AllAsync(string query, int limit)
    {
        var links = new List<ShareLinkView>();
        string? next = null;
        do
        {
            var page = await Node1.ListAsync(
                $"{query}{(query.Length > 0 ? "&" : "?")}limit={limit}{(next is null ? "" : "&after=" + Uri.EscapeDataString(next))}");
            Assert.True(page.Items.Count <= limit);
            links.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null);

        return links;
    }
}
