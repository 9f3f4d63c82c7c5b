using System.Net;
using ClusterGateway.Client;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Portal;

/// <summary>What people share through the portal is the same on every node, and outlives the node on which it was made.</summary>
public sealed class SharedDocumentTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>, IDisposable
{
    private const string Document = "shared.txt";

    private readonly HttpClient _http = new();

    private ClusterFile File => fixture.Cluster.File;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task LockLinkAndFavorite_NodeDies_AreThereOnTheOthers()
    {
        var people = await fixture.SignInAsync(20);
        var first = people[0];
        var other = people.First(p => p.Session.Node != first.Session.Node && p.Session.User == first.Session.User);
        Assert.Equal(HttpStatusCode.Created, (await first.User.SendAsync(HttpMethod.Put, $"/files/{Document}", "text")).Status);
        await first.User.SendAsync(HttpMethod.Put, $"/favorites/{Document}");
        var agent = AgentOf(first.Session.Node);
        await agent.DocumentLocks.TakeAsync(Document, new LockRequest("held", Owner: "somebody"), CancellationToken.None);
        var link = await agent.ShareLinks.CreateAsync(
            new ShareLinkRequest { Target = Document, Owner = first.Session.User, MaxDownloads = 2 }, idempotencyKey: null, CancellationToken.None);
        Assert.Equal((HttpStatusCode.OK, "text"), await VisitAsync(link.Token));

        await fixture.Cluster.KillNodeAsync(first.Session.Node);

        Assert.Contains(Document, (await other.User.SendAsync(HttpMethod.Get, "/favorites")).Text, StringComparison.Ordinal);
        var refused = await other.User.SendAsync(HttpMethod.Put, $"/files/{Document}", "over it");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("somebody", refused.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "text"), await VisitAsync(link.Token));
        Assert.Equal(HttpStatusCode.NotFound, (await VisitAsync(link.Token)).Status);
        Assert.DoesNotContain(link.Token, fixture.Cluster.Output, StringComparison.Ordinal);
        await fixture.Cluster.StartNodeAsync(first.Session.Node);
    }

    private ClusterClient AgentOf(string node) =>
        new(_http, new ClusterClientOptions { Agent = fixture.Cluster.Node(node).Agent, Token = () => File.Tokens.App });

    /// <summary>A stranger who keeps no cookies follows the link to the document itself.</summary>
    private async Task<(HttpStatusCode Status, string Text)> VisitAsync(string token)
    {
        using var stranger = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var response = await stranger.GetAsync(new Uri(fixture.Cluster.Url, $"/s/{token}/download"));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
