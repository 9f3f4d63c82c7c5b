using System.Net;
using ClusterGateway.Gateway.Affinity;
using ClusterGateway.Gateway.Affinity.KeyRing;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.LoadBalancing;
using ClusterGateway.Gateway.Retries;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Gateway.Tests.Affinity.Pipeline;

/// <summary>YARP with our policies between real clients and real origins; what the host adds (admission, placement tiers) in its simplest form.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public const string Secret = "a secret of the gateways, 32 chars";
    public const string ClientHeader = "X-Test-Client";

    private readonly WebApplication _app;
    private readonly string _directory;
    private readonly bool _ownsDirectory;

    private TestGateway(WebApplication app, string directory, bool ownsDirectory) => (_app, _directory, _ownsDirectory) = (app, directory, ownsDirectory);

    public IServiceProvider Services => _app.Services;

    public Uri Url => new(_app.Urls.First());

    public string Directory => _directory;

    public static async Task<TestGateway> StartAsync(
        IEnumerable<Origin> origins, SettableClusterView view, RingOfAgents? ring = null, IReadOnlyDictionary<string, string?>? configuration = null,
        string? directory = null, TimeProvider? time = null, bool waitForKeys = true)
    {
        var home = directory ?? System.IO.Directory.CreateTempSubdirectory("clustergateway-affinity-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(Defaults(origins, home));
        builder.Configuration.AddInMemoryCollection(configuration ?? new Dictionary<string, string?>());
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<IClusterView>(view);
        builder.Services.AddSingleton((ring ?? new RingOfAgents()).Client());
        builder.Services.AddAffinity(builder.Configuration).AddLoadBalancingPolicies(builder.Configuration).AddRetries(builder.Configuration)
            .AddPassiveHealth(builder.Configuration);
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
        var app = builder.Build();
        app.Use(TakeClientAddress);
        app.MapReverseProxy(proxy =>
        {
            proxy.UseRetries();
            proxy.Use((context, next) => Narrow(context, next, view, keepOnlyBest: false));
            proxy.UseSessionAffinity();
            proxy.Use((context, next) => Narrow(context, next, view, keepOnlyBest: true));
            proxy.UseLoadBalancing();
        });
        await app.StartAsync();
        var gateway = new TestGateway(app, home, directory is null);
        if (waitForKeys && app.Services.GetService<IKeyRingState>() is { } state)
        {
            await Eventually.TrueAsync(() => state.Ready, "the key ring became ready");
        }

        return gateway;
    }

    public HttpClient NewClient(string? address = null, bool cookies = true)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = cookies }) { BaseAddress = Url };
        client.DefaultRequestHeaders.Add(ClientHeader, address ?? "192.0.2.1");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsDirectory)
        {
            System.IO.Directory.Delete(_directory, recursive: true);
        }
    }

    private static Dictionary<string, string?> Defaults(IEnumerable<Origin> origins, string directory)
    {
        const string Cluster = "ReverseProxy:Clusters:app";
        var settings = new Dictionary<string, string?>
        {
            ["ClusterGateway:Name"] = "test",
            ["ClusterGateway:DataDirectory"] = directory,
            ["ClusterGateway:KeyRing:Secrets:0"] = Secret,
            ["ReverseProxy:Routes:all:ClusterId"] = "app",
            ["ReverseProxy:Routes:all:Match:Path"] = "{**rest}",
            [$"{Cluster}:LoadBalancingPolicy"] = "ClientIpHash",
            [$"{Cluster}:SessionAffinity:Enabled"] = "true",
            [$"{Cluster}:SessionAffinity:Policy"] = "ClusterCookie",
            [$"{Cluster}:SessionAffinity:AffinityKeyName"] = "cluster-affinity",
            [$"{Cluster}:Metadata:ClusterGateway.Pool"] = "cluster://serving",
        };
        foreach (var origin in origins)
        {
            settings[$"{Cluster}:Destinations:{origin.Id}:Address"] = origin.Url;
        }

        return settings;
    }

    private static Task TakeClientAddress(HttpContext context, RequestDelegate next)
    {
        if (IPAddress.TryParse(context.Request.Headers[ClientHeader], out var address))
        {
            context.Connection.RemoteIpAddress = address;
        }

        context.Response.Headers["X-Outer"] = "kept";
        return next(context);
    }

    private static Task Narrow(HttpContext context, RequestDelegate next, SettableClusterView view, bool keepOnlyBest)
    {
        var proxy = context.GetReverseProxyFeature();
        var nodes = view.Current.Nodes;
        var kept = proxy.AvailableDestinations.Where(d => nodes.TryGetValue(d.DestinationId, out var node) && node.Admission.KeepsBound).ToList();
        if (!keepOnlyBest)
        {
            proxy.AvailableDestinations = kept;
        }
        else if (context.Features.Get<BindingFeature>() is not { IsBound: true })
        {
            var best = kept.Select(d => nodes[d.DestinationId].Admission.Tier).DefaultIfEmpty().Min();
            proxy.AvailableDestinations = [.. kept.Where(d => nodes[d.DestinationId].Admission.Tier == best)];
        }

        return next(context);
    }
}
