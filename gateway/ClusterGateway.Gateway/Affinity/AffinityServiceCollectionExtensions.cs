using ClusterGateway.Gateway.Affinity.AppCookie;
using ClusterGateway.Gateway.Affinity.ClusterCookie;
using ClusterGateway.Gateway.Affinity.KeyRing;
using ClusterGateway.Gateway.Affinity.PlacementMemory;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.LoadBalancing;
using ClusterGateway.Hosting.Configuration;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.SessionAffinity;
using Yarp.ReverseProxy.Transforms.Builder;

namespace ClusterGateway.Gateway.Affinity;

internal static class AffinityServiceCollectionExtensions
{
    /// <summary>The policies and their sources; <c>ClusterCookie</c> and its key ring only where the configuration uses it.</summary>
    public static IServiceCollection AddAffinity(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(ClusterName.Of(configuration));
        services.AddSingleton(DataDirectory.Of(configuration));
        services.AddSingleton<AffinityMetrics>();
        services.AddBindings();
        services.AddPlacementMemory(configuration);
        if (KeyRingConfiguration.IsOn(configuration))
        {
            services.AddKeyRing(KeyRingConfiguration.Secrets(configuration, []));
            services.AddClusterCookie(configuration);
        }

        return services;
    }

    /// <summary>Every mistake in the sections of affinity, with its key.</summary>
    public static IEnumerable<ConfigurationError> Validate(IConfiguration configuration) =>
    [
        .. KeyRingConfiguration.Validate(configuration),
        .. BoundedSection.Check<AffinityOptions>(configuration.GetSection(AffinityOptions.Section)),
        .. BoundedSection.Check<LoadBalancingOptions>(configuration.GetSection(LoadBalancingOptions.Section)),
        .. BoundedSection.Check<PlacementMemoryOptions>(configuration.GetSection(PlacementMemoryOptions.Section)),
    ];

    private static void AddBindings(this IServiceCollection services)
    {
        services.AddSingleton<BoundNodes>();
        services.AddSingleton<BindingPlans>();
        services.AddSingleton<OwnCookieNames>();
        services.AddSingleton<ITransformProvider, OwnCookieTransforms>();
        services.AddSingleton<NodeRoutes>();
        services.AddSingleton<IBindingSourceFactory, AppCookieFactory>();
        services.AddSingleton<IProxyConfigFilter, AffinityFilter>();
        foreach (var name in BindingSourceNames.All)
        {
            services.AddSingleton<ISessionAffinityPolicy>(provider => ActivatorUtilities.CreateInstance<BindingPolicy>(provider, name));
        }
    }

    private static void AddPlacementMemory(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PlacementMemoryOptions>().Bind(configuration.GetSection(PlacementMemoryOptions.Section));
        services.AddOptions<LoadBalancingOptions>();
        services.TryAddSingleton<PrefixShares>();
        services.AddSingleton<Placements>();
        services.AddSingleton<IBindingCounts>(provider => provider.GetRequiredService<Placements>());
        services.AddHostedService<PlacementWorker>();
        services.AddSingleton<IBindingSourceFactory, ClientIpFactory>();
    }

    private static void AddClusterCookie(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AffinityOptions>().Bind(configuration.GetSection(AffinityOptions.Section));
        services.AddSingleton<TicketProtector>();
        services.AddSingleton<IBindingSourceFactory, ClusterCookieFactory>();
    }

    private static void AddKeyRing(this IServiceCollection services, IReadOnlyList<string> secrets)
    {
        services.AddSingleton(provider => new KeyRingCipher(secrets, provider.GetRequiredService<ClusterName>()));
        services.AddSingleton<KeyRingRepository>();
        services.AddSingleton<KeyRingCopy>();
        services.AddSingleton<SharedKeyRing>();
        services.AddSingleton<KeyRingSynchronizer>();
        services.AddSingleton<ISharedKeyRing>(provider => provider.GetRequiredService<KeyRingSynchronizer>());
        services.AddSingleton<IKeyRingState>(provider => provider.GetRequiredService<KeyRingSynchronizer>());
        services.AddHostedService<KeyRingWorker>();

        services.AddDataProtection();
        services.Replace(ServiceDescriptor.Singleton<IKeyRingProvider>(provider => provider.GetRequiredService<SharedKeyRing>()));
        services.AddOptions<DataProtectionOptions>().Configure<ClusterName>((options, cluster) =>
            options.ApplicationDiscriminator = $"ClusterGateway/{cluster.Value}");
        services.AddOptions<KeyManagementOptions>().Configure<KeyRingRepository>((options, repository) =>
        {
            options.AutoGenerateKeys = false;
            options.XmlRepository = repository;
            options.XmlEncryptor = new PlainXmlEncryptor();
        });
    }
}
