using System.Collections.Concurrent;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.KeyRing;
using ClusterGateway.Contracts.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ClusterGateway.Testing.Nodes;

/// <summary>
/// A node as a gateway sees it: a real web server that plays the agent, beside a real <see cref="FakeApplication"/>. The test sets what it
/// says; nothing decides anything here.
/// </summary>
public sealed class FakeNodeAgent : IAsyncDisposable
{
    private WebApplication? _server;
    private int _port;

    private FakeNodeAgent(FakeApplication application, SelfView self)
    {
        Application = application;
        Self = self;
        Members = () => [View];
    }

    public FakeApplication Application { get; }

    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>What the agent says on <c>/v1/self</c>; change it with <c>with</c>.</summary>
    public SelfView Self { get; set; }

    /// <summary>When false the agent takes connections and never answers.</summary>
    public bool Answers { get; set; } = true;

    /// <summary>What it lists; its own node alone by default.</summary>
    public Func<IReadOnlyList<NodeView>> Members { get; set; }

    /// <summary>How it answers node commands, such as <c>POST /v1/members/n1/drain</c>; 202 by default.</summary>
    public Func<HttpContext, Task> OnCommand { get; set; } = context =>
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    };

    /// <summary>How it answers what the gateway asks on an administrator's behalf, such as <c>GET /v1/locks</c>; 404 by default.</summary>
    public Func<HttpContext, Task> OnQuery { get; set; } = context =>
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    };

    /// <summary>Its event log, oldest first; ids are numbers that rise by one.</summary>
    public ConcurrentQueue<EventView> Events { get; } = new();

    public ConcurrentDictionary<string, GatewayReport> Reports { get; } = new();

    public ConcurrentDictionary<string, KeyRingElement> KeyRing { get; } = new();

    /// <summary>Bearer tokens that came, newest last.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    public NodeView View => new()
    {
        Id = Self.Id,
        Agent = Address.AbsoluteUri,
        Address = Application.Address.AbsoluteUri,
        AdministrativeState = Self.AdministrativeState,
        Health = Self.Health,
        Weight = Self.Weight,
        Tags = Self.Tags,
        Route = Self.Route,
    };

    public static async Task<FakeNodeAgent> StartAsync(string id, string cluster = "test")
    {
        var application = await FakeApplication.StartAsync(id);
        var agent = new FakeNodeAgent(application, new SelfView
        {
            Id = id,
            Cluster = cluster,
            Instance = Guid.NewGuid().ToString("N"),
            Health = NodeHealth.Healthy,
            Serving = true,
            Address = application.Address.AbsoluteUri,
            LeaseMargin = 2.6,
            StoreReachable = true,
            StoreProvider = "memory",
            Version = "0.1.0",
        });
        await agent.StartServerAsync();
        agent.Self = agent.Self with { Agent = agent.Address.AbsoluteUri };
        return agent;
    }

    /// <summary>Makes the node the primary of a term, with a lease that is always fresh.</summary>
    public void BecomePrimary(long term) => Self = Self with { Role = NodeRole.Primary, Term = term, LeaseRemaining = 8, Stopping = false };

    public void BecomeSecondary(long term) => Self = Self with { Role = NodeRole.Secondary, Term = term, LeaseRemaining = 0, Stopping = false };

    /// <summary>The agent's process ends; the application goes on.</summary>
    public async Task StopAgentAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            await server.DisposeAsync();
        }
    }

    /// <summary>Brings the agent back at its old address.</summary>
    public Task StartAgentAsync() => StartServerAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAgentAsync();
        await Application.DisposeAsync();
    }

    private async Task StartServerAsync()
    {
        _server = FakeServer.Build(_port);
        _server.Use(async (context, next) =>
        {
            Authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
            if (!Answers)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            }

            await next(context);
        });
        Map(_server);
        await _server.StartAsync();
        _port = new Uri(_server.Urls.First()).Port;
    }

    private void Map(IEndpointRouteBuilder server)
    {
        server.MapGet("/v1/self", () => Results.Json(Self, ContractsJson.Default.SelfView));
        server.MapGet("/v1/members", () => Results.Json(new Page<NodeView>(Members(), null), ContractsJson.Default.PageNodeView));
        server.MapGet("/v1/gateways", () => Results.Json(
            new Page<GatewayView>([.. Reports.Select(r => new GatewayView(r.Key, r.Value.Url, r.Value.Management, r.Value.Version, TimeProvider.System.GetUtcNow()))], null),
            ContractsJson.Default.PageGatewayView));
        server.MapPut("/v1/gateways/{id}", async (string id, HttpContext context) =>
        {
            Reports[id] = (await context.Request.ReadFromJsonAsync(ContractsJson.Default.GatewayReport))!;
            return Results.Ok();
        });
        server.MapGet("/v1/keyring", () => Results.Json(
            new KeyRingView([.. KeyRing.Values.OrderBy(e => e.Id, StringComparer.Ordinal)]), ContractsJson.Default.KeyRingView));
        server.MapPost("/v1/keyring", async (HttpContext context) =>
        {
            var element = (await context.Request.ReadFromJsonAsync(ContractsJson.Default.KeyRingRequest))!;
            if (element.First && !KeyRing.IsEmpty)
            {
                return Results.StatusCode(StatusCodes.Status412PreconditionFailed);
            }

            KeyRing.TryAdd(element.Id, new KeyRingElement(element.Id, element.Value));
            return Results.Created();
        });
        server.MapGet("/v1/events", (int? after) => Results.Json(new Page<EventView>([.. Events.Skip(after ?? 0)], null), ContractsJson.Default.PageEventView));
        server.MapGet("/v1/{**query}", context => OnQuery(context));
        server.MapMethods("/v1/{**command}", ["POST", "PUT", "DELETE"], context => OnCommand(context));
    }
}
