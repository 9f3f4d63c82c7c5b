using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Waiting;

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

    /// <summary>At least so many new people, signed in, with what the portal said of each: as many more as it takes until some sit on every node.</summary>
    public async Task<IReadOnlyList<SignedIn>> SignInAsync(int count)
    {
        List<SignedIn> users = [.. await Task.WhenAll(NewUsers(count).Select(SignInAsync))];
        await Eventually.TrueAsync(
            async () =>
            {
                if (users.DistinctBy(u => u.Session.Node).Count() == Cluster.File.Nodes.Count)
                {
                    return true;
                }

                // A node that has just come back takes fewer than the others.
                users.Add(await SignInAsync(NewUser()));
                return false;
            },
            "people sit on every node");
        return users;
    }

    private static async Task<SignedIn> SignInAsync(PortalUser user) => new(user, await user.SignInAsync());
}
