using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Redaction;

internal static class RedactionExtensions
{
    /// <summary>Behind everything that registers a server or logging.</summary>
    public static IServiceCollection AddRedaction(this IServiceCollection services)
    {
        var server = services.Last(s => s.ServiceType == typeof(IServer)).ImplementationType!;
        return services
            .AddSingleton<RedactedPaths>()
            .AddSingleton<IConfigChangeListener>(provider => provider.GetRequiredService<RedactedPaths>())
            .Replace(ServiceDescriptor.Singleton<IServer>(provider => new RedactingServer(
                (IServer)ActivatorUtilities.CreateInstance(provider, server), provider.GetRequiredService<RedactedPaths>())))
            .Replace(ServiceDescriptor.Singleton<ILoggerFactory>(provider => new RedactingLoggerFactory(
                FactoryOf(provider), provider.GetRequiredService<RedactedPaths>())));
    }

    /// <summary>For the client of each YARP cluster.</summary>
    public static void RedactActivities(this SocketsHttpHandler handler)
    {
        if (handler.ActivityHeadersPropagator is { } propagator)
        {
            handler.ActivityHeadersPropagator = new RedactingPropagator(propagator);
        }
    }

    private static LoggerFactory FactoryOf(IServiceProvider provider) => new(
        provider.GetServices<ILoggerProvider>(),
        provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
        provider.GetRequiredService<IOptions<LoggerFactoryOptions>>(),
        provider.GetService<IExternalScopeProvider>());
}
