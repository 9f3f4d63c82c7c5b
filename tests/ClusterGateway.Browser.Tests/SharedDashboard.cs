namespace ClusterGateway.Browser.Tests;

/// <summary>One cluster for all classes.</summary>
[CollectionDefinition(Name)]
public sealed class SharedDashboard : ICollectionFixture<DashboardFixture>
{
    public const string Name = "dashboard";
}
