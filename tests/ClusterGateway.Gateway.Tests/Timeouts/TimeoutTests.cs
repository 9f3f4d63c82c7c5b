using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Gateway.Tests.Timeouts;

public sealed class TimeoutTests
{
    [Theory]
    [InlineData("GET", "users", "/")]
    [InlineData("POST", "users", "/")]
    [InlineData("GET", "admin", "/admin/x")]
    public async Task FirstByte_DoesNotCome_504WithProblemDetails(string method, string route, string path)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        n1.BecomePrimary(term: 1);
        await using var gateway = await StartAsync(n1, route, "FirstByte", "400ms");
        n1.Application.Respond = context => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);

        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? new StringContent("body") : null };
        using var response = await Eventually.CompletesAsync(gateway.Client.SendAsync(request), "the answer");

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Contains("gateway-timeout", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstByte_BodyStillComing_IsNoWait()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await StartAsync(n1, "users", "FirstByte", "3s");
        n1.Application.Respond = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync((await reader.ReadToEndAsync()).Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        };
        using var client = new TcpClient();
        await client.ConnectAsync(gateway.Url.Host, gateway.Url.Port);
        var stream = client.GetStream();
        await stream.WriteAsync("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 14\r\n\r\n"u8.ToArray());

        // Longer than the limit in all, and never as long as it at once.
        for (var i = 0; i < 14; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
            await stream.WriteAsync("x"u8.ToArray());
        }

        using var answer = new StreamReader(stream, Encoding.Latin1);
        Assert.StartsWith("HTTP/1.1 200", await Eventually.CompletesAsync(answer.ReadToEndAsync(), "the answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Idle_BodyStops_ResponseIsCut()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await StartAsync(n1, "users", "Idle", "400ms");
        n1.Application.Respond = StartAndStop;

        using var response = await gateway.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Eventually.CompletesAsync(response.Content.ReadAsStringAsync(), "the end"));
    }

    [Fact]
    public async Task Idle_EventStream_HasItsOwn()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await StartAsync(n1, "users", "Upgraded", "400ms");
        n1.Application.Respond = StartAndStop;

        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Accept", "text/event-stream" } } };
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Eventually.CompletesAsync(response.Content.ReadAsStringAsync(), "the end"));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/html")]
    public async Task YarpsOwnTimeout_504WithABody(string accept)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        var configuration = RunningGateway.Cluster(n1);
        configuration["ReverseProxy"]!["Routes"]!["users"]!["Timeout"] = "00:00:01";
        await using var gateway = await RunningGateway.StartAsync(configuration);
        await Eventually.TrueAsync(async () => (await gateway.Client.GetAsync("/")).StatusCode == HttpStatusCode.OK, "the node is reached");
        n1.Application.Respond = context => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Accept", accept } } };
        using var response = await Eventually.CompletesAsync(gateway.Client.SendAsync(request), "the answer");

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.NotEmpty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task YarpsOwnTimeout_OfAnOrdinaryAddress_504WithABody()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        var configuration = RunningGateway.Cluster(n1);
        configuration["ReverseProxy"]!["Routes"]!["users"]!["Timeout"] = "00:00:01";
        configuration["ReverseProxy"]!["Clusters"]!["nodes"]!["Destinations"]!["all"]!["Address"] = n1.Self.Address!.ToString();
        await using var gateway = await RunningGateway.StartAsync(configuration);
        n1.Application.Respond = context => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);

        using var response = await Eventually.CompletesAsync(gateway.Client.GetAsync("/"), "the answer");

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Contains("gateway-timeout", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task YarpsOwnTimeout_WithoutAPrimary_504WithABody()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        var configuration = RunningGateway.Cluster(n1);
        configuration["ReverseProxy"]!["Routes"]!["admin"]!["Timeout"] = "00:00:01";
        await using var gateway = await RunningGateway.StartAsync(configuration);

        using var response = await Eventually.CompletesAsync(gateway.Client.GetAsync("/admin/x"), "the answer");

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Contains("gateway-timeout", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "Upgrade", "websocket", true)]
    [InlineData("GET", "Upgrade", "h2c", false)]
    [InlineData("GET", "Accept", "text/event-stream", true)]
    [InlineData("POST", "Accept", "application/json, text/event-stream", false)]
    public async Task Idle_OnlyLongLivedRequestsHaveTheirOwn(string method, string header, string value, bool isLongLived)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await StartAsync(n1, "users", "Idle", "400ms");
        n1.Application.Respond = async context =>
        {
            await context.Response.WriteAsync("first");
            await context.Response.Body.FlushAsync();
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, context.RequestAborted);
            await context.Response.WriteAsync(",last");
        };
        var connection = header == "Upgrade" ? "Upgrade" : "close";
        using var client = new TcpClient();
        await client.ConnectAsync(gateway.Url.Host, gateway.Url.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(
            $"{method} / HTTP/1.1\r\nHost: h\r\nConnection: {connection}\r\n{header}: {value}\r\nContent-Length: 0\r\n\r\n"));

        var answer = await Eventually.CompletesAsync(UntilLastOrEndAsync(stream), "the answer");

        Assert.Equal(isLongLived, answer.Contains("last", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FirstByte_NotSet_LongLivedRequestsWaitNoLongerThanOthers()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await StartAsync(n1, "users", "Idle", "400ms");
        n1.Application.Respond = context => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Accept", "text/event-stream" } } };
        using var response = await Eventually.CompletesAsync(gateway.Client.SendAsync(request), "the answer");

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
    }

    /// <summary>A connection that the gateway cuts may end in a reset.</summary>
    private static async Task<string> UntilLastOrEndAsync(NetworkStream stream)
    {
        var all = new StringBuilder();
        var buffer = new byte[1024];
        try
        {
            int read;
            while (!all.ToString().Contains("last", StringComparison.Ordinal) && (read = await stream.ReadAsync(buffer)) > 0)
            {
                all.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
        }

        return all.ToString();
    }

    private static async Task StartAndStop(HttpContext context)
    {
        await context.Response.WriteAsync("first");
        await context.Response.Body.FlushAsync();
        await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
    }

    private static async Task<RunningGateway> StartAsync(FakeNodeAgent node, string route, string name, string value)
    {
        var configuration = RunningGateway.Cluster(node);
        configuration["ReverseProxy"]!["Routes"]![route]!["Metadata"] = new JsonObject { [$"ClusterGateway.Timeouts.{name}"] = value };
        var gateway = await RunningGateway.StartAsync(configuration);
        await Eventually.TrueAsync(
            async () => (await gateway.Client.GetAsync("/")).StatusCode == HttpStatusCode.OK
                && (route == "users" || (await gateway.Client.GetAsync("/admin/x")).StatusCode == HttpStatusCode.OK), "the node is reached");
        return gateway;
    }
}
