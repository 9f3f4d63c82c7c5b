using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Hosting.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace ClusterGateway.Gateway.Retries;

internal static class RetryExtensions
{
    public static IServiceCollection AddRetries(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RetryOptions>().Bind(configuration.GetSection(RetryOptions.Section)).ValidateDataAnnotations();
        services.AddSingleton<RetryBudget>();
        services.AddSingleton<RetryMetrics>();
        services.AddSingleton<RetryPlans>();
        services.AddSingleton<RequestWatches>();
        services.AddSingleton<ITransformProvider, WatchTransforms>();
        services.AddHostedService<WatchWorker>();
        return services;
    }

    /// <summary>First in YARP's pipeline: everything after it may run more than once for one request.</summary>
    public static IReverseProxyApplicationBuilder UseRetries(this IReverseProxyApplicationBuilder proxy)
    {
        proxy.UseMiddleware<RetryMiddleware>();
        return proxy;
    }

    public static IEnumerable<ConfigurationError> Validate(IConfiguration configuration) =>
        BoundedSection.Check<RetryOptions>(configuration.GetSection(RetryOptions.Section));
}
