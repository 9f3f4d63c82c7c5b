using System.Net;
using System.Text.Json.Nodes;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Gateway.Tests.Affinity;

/// <summary>
/// Browsers on some nodes behind the real gateway, where only the binding can bring them back: new clients are placed in turn. The
/// applications know a session by its id alone and set a cookie only when none came.
/// </summary>
internal sealed class BoundClients(RunningGateway gateway, IReadOnlyList<CookieContainer> browsers, IReadOnlyList<string> nodes)
{
    /// <summary>On which node each of them is.</summary>
    public IReadOnlyList<string> Nodes => nodes;

    public static JsonObject Configuration(string source, params FakeNodeAgent[] seeds)
    {
        var configuration = RunningGateway.Cluster(seeds);
        configuration["ClusterGateway"]!["TrustedProxies"] = new JsonArray("127.0.0.1");
        configuration["ClusterGateway"]!["KeyRing"] = new JsonObject { ["Secrets"] = "a secret of the gateways, 32 chars" };
        configuration["ReverseProxy"]!["Clusters"]!["nodes"]!["SessionAffinity"] = new JsonObject
        {
            ["Enabled"] = true,
            ["Policy"] = source,
            ["AffinityKeyName"] = source == "AppCookie" ? "rpcid|JSESSIONID" : "cluster-affinity",
        };
        return configuration;
    }

    public static async Task<BoundClients> SignInAsync(RunningGateway gateway, params FakeNodeAgent[] agents)
    {
        foreach (var agent in agents)
        {
            agent.Application.Respond = context => AnswerAsync(context, agent.Self.Id);
        }

        List<CookieContainer> browsers = [.. Enumerable.Range(0, 6).Select(_ => new CookieContainer())];
        var clients = new BoundClients(gateway, browsers, await AskAsync(gateway, browsers));
        Assert.Equal(agents.Length, clients.Nodes.Distinct().Count());
        Assert.Equal(clients.Nodes, await clients.AskAsync());
        return clients;
    }

    /// <returns>Which node answers each of them now.</returns>
    public Task<IReadOnlyList<string>> AskAsync() => AskAsync(gateway, browsers);

    private static async Task<IReadOnlyList<string>> AskAsync(RunningGateway gateway, IReadOnlyList<CookieContainer> browsers)
    {
        var answers = new List<string>();
        foreach (var (browser, i) in browsers.Select((browser, i) => (browser, i)))
        {
            using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = browser, UseProxy = false }) { BaseAddress = new Uri(gateway.Url, "/") };
            client.DefaultRequestHeaders.Add("X-Forwarded-For", $"192.0.2.{i + 1}");
            using var response = await client.GetAsync("/");
            answers.Add($"{(response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : response.StatusCode)}");
        }

        return answers;
    }

    /// <summary>Sets a session cookie when none came.</summary>
    public static Task StartSessionAsync(HttpContext context)
    {
        if (!context.Request.Cookies.ContainsKey("JSESSIONID"))
        {
            context.Response.Headers.SetCookie = $"JSESSIONID={Guid.NewGuid():N}; Path=/; HttpOnly";
        }

        return Task.CompletedTask;
    }

    private static async Task AnswerAsync(HttpContext context, string node)
    {
        await StartSessionAsync(context);
        await context.Response.WriteAsync(node);
    }
}
