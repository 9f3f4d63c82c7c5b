using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.NodeAgent.NodeHealth.Checks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth.Checks;

public sealed class HttpCheckTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _client = HttpCheck.CreateClient();
    private readonly WebApplication _application;
    private HeaderDictionary _seen = [];

    public HttpCheckTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.Urls.Add("http://127.0.0.1:0");
        _application.Map("/base/status/{code:int}", (int code, HttpContext context) =>
        {
            _seen = new HeaderDictionary(context.Request.Headers.ToDictionary());
            context.Response.StatusCode = code;
            context.Response.Headers.Location = "/base/status/500";
            context.Response.Headers.SetCookie = "session=1";
        });
    }

    public Task InitializeAsync() => _application.StartAsync();

    public async Task DisposeAsync() => await _application.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(200, null, true)]
    [InlineData(302, null, true)]
    [InlineData(399, null, true)]
    [InlineData(404, null, false)]
    [InlineData(503, null, false)]
    [InlineData(401, 401, true)]
    [InlineData(200, 401, false)]
    public async Task RunAsync_ApplicationAnswers_StatusDecides(int status, int? expected, bool passes)
    {
        var result = await CheckOf($"/status/{status}", expected).RunAsync(CancellationToken.None);

        Assert.Equal(passes, result.Passed);
        Assert.Contains($"answers {status}", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Twice_SendsItsNameAndNoCookie()
    {
        var check = CheckOf("/status/200", null);
        await check.RunAsync(CancellationToken.None);
        await check.RunAsync(CancellationToken.None);

        Assert.Equal("ClusterGateway-agent", _seen["User-Agent"]);
        Assert.False(_seen.ContainsKey("Cookie"));
    }

    [Fact]
    public async Task RunAsync_NobodyListens_FailsByException()
    {
        var check = CheckOf("/status/200", null);
        await _application.StopAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => check.RunAsync(CancellationToken.None));
    }

    private HttpCheck CheckOf(string path, int? expected)
    {
        var application = new Uri(_application.Urls.Single() + "/base/");
        return new HttpCheck("application", HttpCheck.TargetOf(new CheckOptions { Path = path }, application)!, expected, _client);
    }
}
