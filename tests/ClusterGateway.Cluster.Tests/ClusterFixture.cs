using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests;

/// <summary>One cluster for all tests of a class. Every test leaves it as it found it: all nodes serving, a primary elected.</summary>
public class ClusterFixture : IAsyncLifetime
{
    private TestCluster? _cluster;
    private int _users;

    public TestCluster Cluster => _cluster ?? throw new InvalidOperationException("not started");

    protected virtual TestClusterOptions Options { get; } = new();

    public virtual async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(Options);

    public virtual async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    /// <summary>So many people who never came before, each at an address of their own, none signed in.</summary>
    public IReadOnlyList<PortalUser> NewUsers(int count) => [.. Enumerable.Range(0, count).Select(_ => NewUser())];

    public PortalUser NewUser()
    {
        var n = Interlocked.Increment(ref _users);
        var accounts = Cluster.File.Demo.Users;
        return new PortalUser(Cluster.Url, $"10.{n / 65536}.{n / 256 % 256}.{n % 256}", accounts[n % accounts.Count]);
    }

    /// <summary>New people, signed in, with what the portal said of each; they sit on every node.</summary>
    public async Task<IReadOnlyList<SignedIn>> SignInAsync(int count)
    {
        var users = await Task.WhenAll(NewUsers(count).Select(async user => new SignedIn(user, await user.SignInAsync())));
        Assert.Equal(Cluster.File.Nodes.Count, users.DistinctBy(u => u.Session.Node).Count());
        return users;
    }
}
