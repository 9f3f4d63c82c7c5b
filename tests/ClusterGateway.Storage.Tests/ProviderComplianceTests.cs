using ClusterGateway.Storage.Tests.Conformance;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.Storage.Tests;

public sealed class ProviderComplianceTests
{
    [Fact]
    public void Providers_EachImplementation_HasAConformanceSuite()
    {
        var implementations = typeof(IClusterStore).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IClusterStore)));

        var tested = typeof(StoreConformance).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(StoreConformance)))
            .Select(t => t.GetConstructors().Single().GetParameters().Single().ParameterType)
            .Select(f => ((StoreFixture)Activator.CreateInstance(f)!).StoreType)
            .Distinct(); // One provider may run the suite in several settings.

        Assert.Equal(Names(implementations), Names(tested));
    }

    [Fact]
    public void Providers_EachFolder_HoldsOneStoreNamedLikeIt()
    {
        var folders = typeof(IClusterStore).Assembly.GetTypes()
            .Select(t => t.Namespace)
            .OfType<string>()
            .Where(n => n.StartsWith("ClusterGateway.Storage.", StringComparison.Ordinal))
            .Select(n => n.Split('.')[2])
            .Distinct();

        Assert.All(folders, folder => Assert.NotNull(
            typeof(IClusterStore).Assembly.GetType($"ClusterGateway.Storage.{folder}.{folder}Store")));
    }

    private static IEnumerable<string?> Names(IEnumerable<Type> types) => types.Select(t => t.FullName).Order();
}
