using System.Net;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.NodeAgent.Gateways;
using ClusterGateway.NodeAgent.Tests.Serving;
using ClusterGateway.Testing.Time;

namespace ClusterGateway.NodeAgent.Tests.Gateways;

public sealed class GatewayEndpointsTests : IAsyncLifetime
{
    private static readonly GatewayReport Report = new()
    {
        Url = "http://10.0.0.1:8080",
        Management = "http://127.0.0.1:8090",
        Version = "0.1.0",
        InFlight = new Dictionary<string, long> { ["node1"] = 3 },
        Bound = new Dictionary<string, long> { ["Node-2"] = 7 },
    };

    private readonly FakeTimeProvider _time = new();
    private FeatureServer _server = null!;

    public async Task InitializeAsync() => _server = await FeatureServer.StartAsync(_time, s => s.AddGateways(), e =>
    {
        e.MapGateways();
        e.MapGatewayReports();
    });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Put_NewThenAgain_AnswersCreatedThenOk()
    {
        Assert.Equal(HttpStatusCode.Created, await PutAsync("g1"));
        Assert.Equal(HttpStatusCode.OK, await PutAsync("g1"));
    }

    [Fact]
    public async Task Put_OnlyWhatIsRequired_IsKept()
    {
        using var content = new StringContent("""{"url":"http://h","management":"http://h:1"}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await _server.Client.PutAsync("/v1/gateways/g1", content);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Empty((await FindAsync("g1")).InFlight);
    }

    [Fact]
    public async Task Get_ReportedGateway_AnswersTheReportAndWhenItCame()
    {
        var reportedAt = _time.GetUtcNow();
        await PutAsync("g1");
        _time.Advance(TimeSpan.FromSeconds(4));

        var gateway = await FindAsync("g1");

        Assert.Equal(("g1", Report.Url, Report.Management, "0.1.0"), (gateway.Id, gateway.Url, gateway.Management, gateway.Version));
        Assert.Equal(reportedAt, gateway.LastSeen);
        Assert.Equal(Report.InFlight, gateway.InFlight);
        Assert.Equal(Report.Bound, gateway.Bound);
    }

    [Fact]
    public async Task Get_SilentForTenSeconds_IsNotThere()
    {
        await PutAsync("silent");
        _time.Advance(TimeSpan.FromSeconds(6));
        await PutAsync("alive");
        _time.Advance(TimeSpan.FromSeconds(4));

        using var answer = await _server.Client.GetAsync("/v1/gateways/silent");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("not-found", (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.ProblemView))!.Name);
        Assert.Equal("alive", Assert.Single((await ListAsync("")).Items).Id);
        Assert.Equal(HttpStatusCode.Created, await PutAsync("silent"));
    }

    [Fact]
    public async Task List_InPages_AnswersEachOnce()
    {
        foreach (var id in (string[])["g3", "g1", "g:2"])
        {
            await PutAsync(id);
        }

        var first = await ListAsync("?limit=2");
        var second = await ListAsync($"?limit=2&after={Uri.EscapeDataString(first.Next!)}");

        Assert.Equal(["g1", "g3", "g:2"], first.Items.Concat(second.Items).Select(g => g.Id).Order(StringComparer.Ordinal));
        Assert.Null(second.Next);
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?limit=x")]
    [InlineData("?after=%0A")]
    public async Task List_BadQuery_IsInvalidRequest(string query)
    {
        using var answer = await _server.Client.GetAsync("/v1/gateways" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("invalid-request", (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.ProblemView))!.Name);
    }

    [Theory]
    [InlineData("g1", """{"url":"10.0.0.1","management":"http://127.0.0.1:8090"}""")]
    [InlineData("g1", """{"url":"javascript:alert(1)","management":"http://127.0.0.1:8090"}""")]
    [InlineData("g1", """{"url":"http://10.0.0.1:8080"}""")]
    [InlineData("g1", """{"url":"http://10.0.0.1:8080","management":"http://127.0.0.1:8090","bound":1}""")]
    [InlineData("g1", "[]")]
    [InlineData("g%20", """{"url":"http://10.0.0.1:8080","management":"http://127.0.0.1:8090"}""")]
    public async Task Put_BadReport_IsInvalidRequest(string id, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _server.Client.PutAsync("/v1/gateways/" + id, content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("invalid-request", (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.ProblemView))!.Name);
    }

    private async Task<HttpStatusCode> PutAsync(string id)
    {
        using var answer = await _server.Client.PutAsJsonAsync($"/v1/gateways/{id}", Report, ContractsJson.Default.GatewayReport);
        return answer.StatusCode;
    }

    private async Task<GatewayView> FindAsync(string id) => (await _server.Client.GetFromJsonAsync<GatewayView>($"/v1/gateways/{id}"))!;

    private async Task<Page<GatewayView>> ListAsync(string query) =>
        (await _server.Client.GetFromJsonAsync("/v1/gateways" + query, ContractsJson.Default.PageGatewayView))!;
}
