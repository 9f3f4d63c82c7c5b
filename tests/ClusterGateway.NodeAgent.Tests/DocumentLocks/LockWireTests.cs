using System.Net.Http.Json;
using System.Text;
using ClusterGateway.Contracts;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Http;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

/// <summary>WOPI's calls as bytes on the wire: what a client library would hide.</summary>
public sealed class LockWireTests(LockWireTests.Fixture fixture) : IClassFixture<LockWireTests.Fixture>
{
    private readonly string _file = $"{Guid.NewGuid():N}.docx";

    [Fact]
    public async Task GetLock_Unlocked_SendsTheEmptyHeader()
    {
        var answer = await SendAsync("X-WOPI-Override: GET_LOCK");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.Matches("\r\nX-WOPI-Lock: ?\r\n", answer);
        Assert.DoesNotContain("X-WOPI-LockFailureReason", answer, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-WOPI-Override: UNLOCK", "X-WOPI-Lock: a")]
    [InlineData("X-WOPI-Override: REFRESH_LOCK", "X-WOPI-Lock: a")]
    [InlineData("X-WOPI-Override: LOCK", "X-WOPI-Lock: b", "X-WOPI-OldLock: a")]
    public async Task Conflict_Unlocked_SendsTheEmptyHeaderAndAReason(params string[] headers)
    {
        var answer = await SendAsync(headers);

        Assert.StartsWith("HTTP/1.1 409 Conflict\r\n", answer, StringComparison.Ordinal);
        Assert.Matches("\r\nX-WOPI-Lock: ?\r\n", answer);
        Assert.Contains("\r\nX-WOPI-LockFailureReason: the file is not locked\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\"currentLockId\":\"\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conflict_Locked_SendsTheIdAsItCame()
    {
        const string Id = """{"S":"6f2c","F":4,"O":"\"x\" {y}; z, =%22"}""";
        await SendAsync("X-WOPI-Override: LOCK", $"X-WOPI-Lock: {Id}");

        var answer = await SendAsync("X-WOPI-Override: LOCK", "X-WOPI-Lock: other");

        Assert.StartsWith("HTTP/1.1 409 Conflict\r\n", answer, StringComparison.Ordinal);
        Assert.Contains($"\r\nX-WOPI-Lock: {Id}\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nX-WOPI-LockFailureReason: the file is locked under another id\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Success_SendsNoLockAndNoBody()
    {
        string[][] calls =
        [
            ["X-WOPI-Override: LOCK", "X-WOPI-Lock: a"], ["X-WOPI-Override: LOCK", "X-WOPI-Lock: a"],
            ["X-WOPI-Override: REFRESH_LOCK", "X-WOPI-Lock: a"], ["X-WOPI-Override: LOCK", "X-WOPI-Lock: b", "X-WOPI-OldLock: a"],
            ["X-WOPI-Override: UNLOCK", "X-WOPI-Lock: b"],
        ];
        foreach (var headers in calls)
        {
            var answer = await SendAsync(headers);

            Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("X-WOPI-Lock", answer, StringComparison.OrdinalIgnoreCase);
            Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("60", 200)]
    [InlineData("3600", 200)]
    [InlineData("59", 400)]
    [InlineData("3601", 400)]
    [InlineData("-60", 400)]
    [InlineData("60.5", 400)]
    [InlineData("30m", 400)]
    [InlineData("", 400)]
    [InlineData("99999999999999999999", 400)]
    public async Task Lock_ExpirationTimeout_IsCheckedAndUsed(string seconds, int status)
    {
        var answer = await SendAsync("X-WOPI-Override: LOCK", "X-WOPI-Lock: a", $"X-WOPI-LockExpirationTimeout: {seconds}");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        using var client = fixture.Agent.Client(AgentHost.App);
        using var found = await client.GetAsync(new Uri($"/v1/locks/{_file}", UriKind.Relative));
        Assert.Equal(status == 200 ? 200 : 404, (int)found.StatusCode);
        if (status == 200)
        {
            var held = await found.Content.ReadFromJsonAsync(ContractsJson.Default.LockView);
            Assert.InRange(held!.ExpiresIn.TotalSeconds, int.Parse(seconds) - 30, int.Parse(seconds));
        }
    }

    [Theory]
    [InlineData(400, "X-WOPI-Lock: a")]
    [InlineData(400, "X-WOPI-Override:", "X-WOPI-Lock: a")]
    [InlineData(501, "X-WOPI-Override: PUT", "X-WOPI-Lock: a")]
    [InlineData(501, "X-WOPI-Override: lock", "X-WOPI-Lock: a")]
    [InlineData(501, "X-WOPI-Override: GET_COAUTH_LOCK")]
    [InlineData(400, "X-WOPI-Override: LOCK", "X-WOPI-Lock: caf\u00c3\u00a9")]
    [InlineData(400, "X-WOPI-Override: LOCK", "X-WOPI-Lock: caf\u00e9")]
    [InlineData(400, "X-WOPI-Override: LOCK", "X-WOPI-Lock: a\u0001b")]
    [InlineData(400, "X-WOPI-Override: LOCK", "X-WOPI-Lock: a\u007fb")]
    public async Task Call_NotOneOfOurs_IsRefused(int status, params string[] headers) =>
        Assert.StartsWith($"HTTP/1.1 {status} ", await SendAsync(headers), StringComparison.Ordinal);

    [Fact]
    public async Task Lock_WithABody_IgnoresIt()
    {
        var answer = await SendAsync(
            "X-WOPI-Override: LOCK", "X-WOPI-Lock: a", "Content-Type: application/json", "Content-Length: 5", "", "}{][\"");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_WithoutAToken_Is401()
    {
        var answer = await RawClient.SendAsync(
            new Uri(fixture.Agent.Url),
            $"POST /wopi/locks/{_file} HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\n"
            + "X-WOPI-Override: LOCK\r\nX-WOPI-Lock: a\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
    }

    /// <summary>An empty one among the headers ends them: a body may follow.</summary>
    private Task<string> SendAsync(params string[] headers)
    {
        var request = new StringBuilder($"POST /wopi/locks/{_file} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n");
        request.Append($"Authorization: Bearer {AgentHost.App}\r\n");
        request.Append(headers.Contains("") ? string.Join("\r\n", headers) : string.Join("\r\n", [.. headers, "Content-Length: 0", "", ""]));
        return RawClient.SendAsync(new Uri(fixture.Agent.Url), request.ToString());
    }

    public sealed class Fixture : IAsyncLifetime
    {
        private AgentCluster? _cluster;

        internal AgentHost Agent => _cluster!["node1"];

        public async Task InitializeAsync() => _cluster = await AgentCluster.StartAsync("node1");

        public async Task DisposeAsync() => await _cluster!.DisposeAsync();
    }
}
