using System.Net;
using ClusterGateway.Contracts;

namespace ClusterGateway.Cluster.Tests.Portal;

/// <summary>The demo's WOPI host through the gateway, each request on whichever node it lands.</summary>
public sealed class WopiHostTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>, IDisposable
{
    private readonly HttpClient _office = new();
    private readonly HashSet<string> _nodes = [];

    public void Dispose() => _office.Dispose();

    [Fact]
    public async Task Edit_OverAllNodes_IsUnderOneLock()
    {
        await CallAsync(HttpStatusCode.OK, "LOCK", "first");
        for (var i = 0; i < 2 * fixture.Cluster.File.Nodes.Count; i++)
        {
            Assert.Equal("first", await CallAsync(HttpStatusCode.Conflict, "LOCK", "another"));
            Assert.Equal("first", await CallAsync(HttpStatusCode.OK, "GET_LOCK"));
        }

        Assert.Equal(fixture.Cluster.File.Nodes.Count, _nodes.Count);
        Assert.Equal("first", await CallAsync(HttpStatusCode.Conflict, "PUT", "another", "/contents", "theirs"));
        await CallAsync(HttpStatusCode.OK, "PUT", "first", "/contents", "ours");
        Assert.Equal("ours", await _office.GetStringAsync(AddressOf("/contents")));
        await CallAsync(HttpStatusCode.OK, "UNLOCK", "first");
        // The header is there, and empty.
        Assert.Equal("", await CallAsync(HttpStatusCode.Conflict, "UNLOCK", "first"));
        Assert.DoesNotContain(fixture.Cluster.File.Demo.WopiToken, fixture.Cluster.Output, StringComparison.Ordinal);
    }

    /// <returns>The answer's <c>X-WOPI-Lock</c>; null when it has none.</returns>
    private async Task<string?> CallAsync(HttpStatusCode expected, string operation, string? lockId = null, string suffix = "", string body = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(suffix)) { Content = new StringContent(body) };
        request.Headers.Add("X-WOPI-Override", operation);
        if (lockId is not null)
        {
            request.Headers.Add("X-WOPI-Lock", lockId);
        }

        using var answer = await _office.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
        _nodes.Add(answer.Headers.GetValues(ClusterHeaders.Node).Single());
        return answer.Headers.NonValidated.TryGetValues("X-WOPI-Lock", out var values) ? values.ToString() : null;
    }

    private string AddressOf(string suffix) =>
        $"{fixture.Cluster.File.Demo.WopiSrc}{suffix}?access_token={fixture.Cluster.File.Demo.WopiToken}";
}
