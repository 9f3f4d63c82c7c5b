using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Samples.Tests.FilePortal;

/// <summary>Answers what the portal asks of its agent, as the contract has it, for one node whose role the test sets.</summary>
internal sealed class StubAgent : IAsyncDisposable
{
    public const string Token = "app-token";

    private readonly WebApplication _app;

    private StubAgent(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public NodeRole Role { get; set; } = NodeRole.Primary;

    public long Term { get; set; } = 7;

    /// <summary>Answers 503, as an agent without its store.</summary>
    public bool Silent { get; set; }

    public StubLocks Locks { get; } = new();

    public StubLinks Links { get; } = new();

    public StubSessions Sessions { get; } = new();

    public StubFavorites Favorites { get; } = new();

    private SelfView Self => new()
    {
        Id = "node1",
        Cluster = "test",
        Instance = "1",
        Role = Role,
        Term = Term,
        Health = NodeHealth.Healthy,
        Serving = true,
        Address = "<b>here</b>",
    };

    public static async Task<StubAgent> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default));
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var agent = new StubAgent(app);
        app.Use((context, next) => agent.Silent ? Problem("store-unavailable", 503).ExecuteAsync(context) : next(context));
        app.Use((context, next) => context.Request.Headers.Authorization == $"Bearer {Token}"
            ? next(context)
            : Results.StatusCode(401).ExecuteAsync(context));
        app.MapGet("/v1/self", () => Results.Json(agent.Self, ContractsJson.Default.SelfView));
        app.MapGet("/v1/members", () => Results.Json(new Page<NodeView>([agent.Self], Next: null), ContractsJson.Default.PageNodeView));
        agent.Locks.Map(app);
        agent.Links.Map(app);
        agent.Sessions.Map(app);
        agent.Favorites.Map(app);
        await app.StartAsync();
        return agent;
    }

    /// <summary>An error as the agent makes it.</summary>
    public static IResult Problem(string name, int status, params (string Name, object? Value)[] members) => Results.Problem(
        "as the test wants it", statusCode: status, title: "Refused", type: $"urn:clustergateway:problem:{name}",
        extensions: members.ToDictionary(member => member.Name, member => member.Value));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
