using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var agent = new StubAgent(app);
        app.Use((context, next) => context.Request.Headers.Authorization == $"Bearer {Token}"
            ? next(context)
            : Results.StatusCode(401).ExecuteAsync(context));
        app.MapGet("/v1/self", () => Results.Json(agent.Self, ContractsJson.Default.SelfView));
        app.MapGet("/v1/members", () => Results.Json(new Page<NodeView>([agent.Self], Next: null), ContractsJson.Default.PageNodeView));
        await app.StartAsync();
        return agent;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
