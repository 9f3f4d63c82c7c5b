using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Waiting;
using Microsoft.Playwright;

namespace ClusterGateway.Browser.Tests;

/// <summary>
/// One cluster with two gateways and people who use it, and one browser, for all tests. Every test leaves the cluster as it found it: all
/// nodes serving, a primary elected.
/// </summary>
public sealed class DashboardFixture : IAsyncLifetime
{
    private const int People = 12;

    private Chromium? _chromium;
    private TestCluster? _cluster;
    private SharedSession? _session;
    private Task _traffic = Task.CompletedTask;
    private volatile bool _ended;

    public TestCluster Cluster => _cluster ?? throw new InvalidOperationException("not started");

    public async Task InitializeAsync()
    {
        _chromium = await Chromium.StartAsync();
        _cluster = await TestCluster.StartAsync(new TestClusterOptions { Gateways = 2, GatewayConfiguration = _ => """{"ClusterGateway":{"Https":{"Enabled":true}}}""" });
        _traffic = Task.WhenAll(Enumerable.Range(1, People).Select(UseAsync));
    }

    public async Task DisposeAsync()
    {
        _ended = true;
        await _traffic;
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }
    }

    /// <summary>A new browser, as somebody opens it for the first time. It fails the test on anything that the page could not do, and on any other address.</summary>
    public async Task<Visit> VisitAsync(BrowserNewContextOptions? options = null, int gateway = 0)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = Cluster.File.Gateways[gateway].Management.ToString();
        options.ViewportSize ??= new ViewportSize { Width = 1280, Height = 860 };
        return new Visit(await (await _chromium!.Browser.NewContextAsync(options)).NewPageAsync(), _session ??= new SharedSession(Cluster.File.Tokens.Admin));
    }

    public async Task UntilAllServeAsync()
    {
        foreach (var node in Cluster.File.Nodes)
        {
            await Cluster.WaitUntilHealthyAsync(node.Id);
        }

        await Eventually.TrueAsync(async () => (await Cluster.StatusAsync()).Primary is not null, "there is a primary");
    }

    /// <summary>A node that is not the primary.</summary>
    public async Task<string> SecondaryAsync() => (await Cluster.StatusAsync()).Nodes.First(node => node.Role == NodeRole.Secondary).Id;

    /// <summary>Somebody works with the portal, signs in anew when the session was lost, and does not mind what the tests do to the nodes.</summary>
    private async Task UseAsync(int number)
    {
        var accounts = Cluster.File.Demo.Users;
        using var user = new PortalUser(Cluster.Url, $"10.20.{number}.1", accounts[number % accounts.Count]);
        while (!_ended)
        {
            try
            {
                if (await user.WhoAmIAsync() is null)
                {
                    await user.SignInAsync();
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or InvalidOperationException or TaskCanceledException)
            {
                // A node has just died.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(150 + (40 * number)), TimeProvider.System);
        }
    }
}
