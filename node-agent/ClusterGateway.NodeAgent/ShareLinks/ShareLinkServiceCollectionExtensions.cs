namespace ClusterGateway.NodeAgent.ShareLinks;

internal static class ShareLinkServiceCollectionExtensions
{
    public static IServiceCollection AddShareLinks(this IServiceCollection services, ShareLinkOptions options) => services
        .AddSingleton(options)
        .AddSingleton<LinkAddress>()
        .AddSingleton<LinkAudit>()
        .AddSingleton<HashingLine>()
        .AddSingleton<LinkAttempts>()
        .AddSingleton<PasswordCheck>()
        .AddSingleton<LinkCreator>()
        .AddSingleton<LinkEditor>()
        .AddSingleton<LinkLists>()
        .AddSingleton<LinkResolver>()
        .AddSingleton<LinkConsumer>();
}
