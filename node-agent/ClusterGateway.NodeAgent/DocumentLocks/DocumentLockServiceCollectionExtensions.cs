namespace ClusterGateway.NodeAgent.DocumentLocks;

internal static class DocumentLockServiceCollectionExtensions
{
    public static IServiceCollection AddDocumentLocks(this IServiceCollection services, DocumentLockOptions options) => services
        .AddSingleton(options)
        .AddSingleton<LockMetrics>()
        .AddSingleton<IDocumentLocks, LockTable>();
}
