using ClusterGateway.Contracts;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Storage;
using ClusterGateway.Storage.InMemory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.NodeAgent.Tests.Serving;

/// <summary>One feature's endpoints on a real server over the reference store, without the rest of the agent.</summary>
internal sealed class FeatureServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FeatureServer(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public static async Task<FeatureServer> StartAsync(
        TimeProvider time, Action<IServiceCollection> services, Action<IEndpointRouteBuilder> endpoints)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<IClusterStore>(new InMemoryStore(new StoreOptions("test", ""), time));
        builder.Services.AddProblems();
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default));
        services(builder.Services);
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseProblems();
        endpoints(app);
        await app.StartAsync();
        return new FeatureServer(app);
    }

    public IClusterStore Store => _app.Services.GetRequiredService<IClusterStore>();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
