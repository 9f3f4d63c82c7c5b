using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Gateway.Tests.Screening;

/// <summary>A gateway before an application whose <c>POST /login</c> always fails, and an agent that tells of blocks when it is asked to.</summary>
public sealed class ScreeningTests : IAsyncLifetime
{
    private readonly ConcurrentBag<string> _logins = [];
    private FakeNodeAgent _node = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _node = await FakeNodeAgent.StartAsync("n1");
        _node.Application.Respond = context =>
        {
            if (context.Request.Path == "/login")
            {
                _logins.Add(context.Request.Headers["X-Forwarded-For"].ToString());
                context.Response.StatusCode = context.Request.Method == "POST" ? 401 : 200;
            }

            return context.Response.WriteAsync("n1");
        };
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task Blocked_IsRefusedAtOnce_OthersAreNot_AndARestartWithoutAgentsKnows()
    {
        Tell(1, "203.0.113.9/32", "2001:db8::/64");
        await UntilAsync("203.0.113.9", HttpStatusCode.Forbidden);

        using var refused = await SendAsync("203.0.113.9", HttpMethod.Get, "/");
        Assert.Equal("blocked", (await refused.Content.ReadFromJsonAsync(ContractsJson.Default.ProblemView))!.Name);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 600);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("2001:db8::1:2"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("203.0.113.8"));
        Assert.Equal("2", await CountAsync());

        _node.Answers = false;
        await _gateway.RestartAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("203.0.113.9"));
        Assert.Equal("2", await CountAsync());
        _node.Answers = true;
        Tell(2);
        await UntilAsync("203.0.113.9", HttpStatusCode.OK);
    }

    [Fact]
    public async Task NobodyCounts_TheGatewayDoes_AlsoForLogInsThatComeAtOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => StatusAsync("203.0.113.10", HttpMethod.Post, "/login")));

        Assert.Equal(10, _logins.Count(from => from == "203.0.113.10"));
        Assert.Equal(10, answers.Count(status => status == HttpStatusCode.Unauthorized));
        Assert.Equal(40, answers.Count(status => status == HttpStatusCode.Forbidden));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("203.0.113.10"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("203.0.113.11", HttpMethod.Post, "/login"));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync("203.0.113.12", HttpMethod.Get, "/login"));
        }
    }

    [Fact]
    public async Task AgentAnswersBlock_HoldsAtOnce_BeforeTheListSaysSo()
    {
        var reported = new ConcurrentQueue<AttemptRequest>();
        _node.OnCommand = async context =>
        {
            reported.Enqueue((await context.Request.ReadFromJsonAsync(ContractsJson.Default.AttemptRequest))!);
            await context.Response.WriteAsJsonAsync(new AttemptView(ScreeningVerdict.Block, Duration.FromSeconds(600)), ContractsJson.Default.AttemptView);
        };

        // Such a block is short, as the list follows it; on a machine that stops for so long, the next failure brings it again.
        Assert.Null(await CountAsync());
        await Eventually.TrueAsync(
            async () => await StatusAsync("203.0.113.20", HttpMethod.Post, "/login") == HttpStatusCode.Unauthorized
                && await StatusAsync("203.0.113.20") == HttpStatusCode.Forbidden,
            "one failure was enough");

        Assert.Equal(("web", "203.0.113.20", AttemptOutcome.Failure), (reported.First().Scope, reported.First().Ip, reported.First().Outcome));
    }

    [Fact]
    public async Task TrustedProxyThatNamesNoClient_IsNeverBlocked()
    {
        for (var i = 0; i < 15; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(null, HttpMethod.Post, "/login"));
        }
    }

    [Fact]
    public async Task Answer_TooManyRequests_Is429()
    {
        await _gateway.DisposeAsync();
        await StartAsync("--ClusterGateway:Screening:Answer=TooManyRequests");
        Tell(1, "203.0.113.0/24");
        await UntilAsync("203.0.113.30", HttpStatusCode.TooManyRequests);

        using var refused = await SendAsync("203.0.113.30", HttpMethod.Get, "/");
        Assert.Equal("rate-limited", (await refused.Content.ReadFromJsonAsync(ContractsJson.Default.ProblemView))!.Name);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 3, 600);
    }

    private async Task StartAsync(params string[] arguments)
    {
        var configuration = RunningGateway.Cluster(_node);
        configuration["ReverseProxy"]!["Routes"]!["users"]!["Metadata"] = new JsonObject
        {
            ["ClusterGateway.Screening.Scope"] = "web",
            ["ClusterGateway.Screening.Path"] = "/login",
        };
        configuration["ClusterGateway"]!["TrustedProxies"] = new JsonArray("127.0.0.0/8", "198.51.100.1");
        _gateway = await RunningGateway.StartAsync(configuration, arguments);
        await _gateway.UntilAsync("n1", node => node.Self is not null, "was probed");
        await Eventually.TrueAsync(() => _gateway.Routes(_node), "the proxy learned the node's address");
    }

    /// <summary>From now on the agent lists these networks, blocked for ten minutes.</summary>
    private void Tell(long revision, params string[] networks)
    {
        var rule = new CountingRule(10, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));
        var left = Duration.FromSeconds(600);
        var list = new BlockListView(
            revision, [.. networks.Select(cidr => new BlockView(cidr, "r", "web", "screening", default, null, left))], [],
            new CountingRules(32, 64, rule, new Dictionary<string, CountingRule>()));
        _node.OnQuery = context => context.Request.Path == "/v1/screening/blocks"
            ? context.Response.WriteAsJsonAsync(list, ContractsJson.Default.BlockListView)
            : Task.CompletedTask;
    }

    /// <summary>What the metric of blocked networks says; null when there is none.</summary>
    private async Task<string?> CountAsync() =>
        Regex.Match(await _gateway.Management.GetStringAsync("/metrics"), "^clustergateway_screening_blocks[^ #]* ([0-9]+)", RegexOptions.Multiline) is { Success: true } match
            ? match.Groups[1].Value
            : null;

    private Task UntilAsync(string? client, HttpStatusCode status) =>
        Eventually.TrueAsync(async () => await StatusAsync(client) == status, $"{client} was answered {status}");

    private async Task<HttpStatusCode> StatusAsync(string? client, HttpMethod? method = null, string path = "/")
    {
        using var response = await SendAsync(client, method ?? HttpMethod.Get, path);
        return response.StatusCode;
    }

    private Task<HttpResponseMessage> SendAsync(string? client, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        if (client is not null)
        {
            request.Headers.Add("X-Forwarded-For", client);
        }

        return _gateway.Client.SendAsync(request);
    }
}
