using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Traffic;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Cluster.Tests.Traffic;

/// <summary>
/// Users of the portal, who sign in when they have to, programs that keep no cookie, and an administrator, all at a steady rate, while
/// nodes come and go. What happened to whom is counted afterwards.
/// </summary>
internal sealed class PortalTraffic : IAsyncDisposable
{
    private const int SignInEvery = 20;

    private readonly TestCluster _cluster;
    private readonly TrafficRun _users;
    private readonly TrafficRun _admins;
    private readonly List<Outage> _outages = [];
    private readonly int[] _sent;

    private PortalTraffic(TestCluster cluster, int browsers, int programs, double rate)
    {
        _cluster = cluster;
        _sent = new int[browsers + programs];
        _users = TrafficRun.Start(
            [.. Enumerable.Range(0, browsers + programs).Select(i => new TrafficClient(cluster.Url, i, cookies: i < browsers))], rate, Next);
        _admins = TrafficRun.Start(
            [new TrafficClient(cluster.Url, _sent.Length, cookies: true)], 10, (_, _) => TrafficRequest.Get("/admin/whoami"));
    }

    /// <summary>Returns when every client has been answered, each browser signed in.</summary>
    public static async Task<PortalTraffic> StartAsync(TestCluster cluster, int browsers = 24, int programs = 12, double rate = 120)
    {
        var traffic = new PortalTraffic(cluster, browsers, programs, rate);
        await traffic.EveryoneIsAnsweredAsync();
        return traffic;
    }

    /// <summary>Kills the application with SIGKILL, and brings it back when every client of it was answered by another node.</summary>
    public async Task KillAsync(string node)
    {
        var from = _users.Elapsed;
        await _cluster.KillApplicationAsync(node);
        await EveryoneIsAnsweredAsync(except: node);
        await _cluster.StartApplicationAsync(node);
        _outages.Add(new Outage(node, from, _users.Elapsed));
        await _cluster.WaitUntilHealthyAsync(node);
        await EveryoneIsAnsweredAsync();
    }

    /// <summary>Restarts the application behind a drain. Who is still there at the deadline is moved, and loses the session.</summary>
    public async Task RestartBehindDrainAsync(string node, TimeSpan deadline)
    {
        await _cluster.CommandAsync($"nodes/{node}/drain", $$"""{"deadline":"{{deadline.TotalSeconds}}s"}""");
        var drained = _users.Elapsed;
        while (!await IsInMaintenanceAsync(node))
        {
            // Whose session is lost before this was lost although the drain went on.
            drained = _users.Elapsed;
        }

        await EveryoneIsAnsweredAsync(except: node);
        await _cluster.KillApplicationAsync(node, Signal.Terminate);
        await _cluster.StartApplicationAsync(node);
        _outages.Add(new Outage(node, drained, _users.Elapsed));
        await _cluster.CommandAsync($"nodes/{node}/activate");
        await _cluster.WaitUntilHealthyAsync(node);
        await EveryoneIsAnsweredAsync();
    }

    /// <summary>The whole machine dies, agent and all, and comes back.</summary>
    public async Task KillNodeAsync(string node)
    {
        var from = _users.Elapsed;
        await _cluster.KillNodeAsync(node);
        await EveryoneIsAnsweredAsync(except: node);
        await _cluster.StartNodeAsync(node);
        _outages.Add(new Outage(node, from, _users.Elapsed));
        await EveryoneIsAnsweredAsync();
    }

    /// <summary>The agent alone ends and comes back; nobody should notice.</summary>
    public async Task RestartAgentAsync(string node, Signal signal)
    {
        await _cluster.KillAgentAsync(node, signal);
        await _cluster.StartAgentAsync(node);
        await EveryoneIsAnsweredAsync();
    }

    public async Task SwitchOverAsync()
    {
        await Eventually.TrueAsync(IsSwitchoverAcceptedAsync, "there was a primary to switch over from", TimeSpan.FromMinutes(1));
        await EveryoneIsAnsweredAsync();
    }

    /// <summary>Refused while nobody is primary, as after a kill or a moment after another switchover.</summary>
    private async Task<bool> IsSwitchoverAcceptedAsync()
    {
        try
        {
            await _cluster.CommandAsync("switchover");
            return true;
        }
        catch (InvalidOperationException refused) when (refused.Message.Contains("being elected", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>Every client has been answered twice from now on.</summary>
    /// <param name="except">By another node than this.</param>
    public Task EveryoneIsAnsweredAsync(string? except = null)
    {
        var (now, count) = (_users.Elapsed, _users.Count);
        return Eventually.TrueAsync(
            () => _users.Since(count).Where(o => o is { Failed: false, SignedOut: false, Node: not null } && o.At > now && o.Node != except)
                .CountBy(o => o.Client).Count(c => c.Value >= 2) == _sent.Length,
            except is null ? "every client was answered" : $"every client was answered by another node than {except}",
            TimeSpan.FromSeconds(40));
    }

    public async Task<TrafficVerdict> StopAsync()
    {
        var users = await _users.StopAsync();
        return new TrafficVerdict(users, await _admins.StopAsync(), _outages);
    }

    public async ValueTask DisposeAsync()
    {
        await _users.DisposeAsync();
        await _admins.DisposeAsync();
    }

    private async Task<bool> IsInMaintenanceAsync(string node) =>
        (await _cluster.MembersAsync(node)).Single(n => n.Id == node).AdministrativeState == AdministrativeState.Maintenance;

    /// <summary>Mostly reading; now and then a sign-in anew, which is a POST.</summary>
    private TrafficRequest Next(TrafficClient client, Outcome? last)
    {
        var count = _sent[client.Number]++;
        if (!client.KeepsCookies)
        {
            return TrafficRequest.Get(count % 2 == 0 ? "/login" : "/assets/portal.css");
        }

        var account = _cluster.File.Demo.Users[client.Number % _cluster.File.Demo.Users.Count];
        return last is null or { SignedOut: true } || count % SignInEvery == 0
            ? new TrafficRequest(HttpMethod.Post, "/login", $"user={account.Name}&password={account.Password}", "application/x-www-form-urlencoded")
            : TrafficRequest.Get(count % 4 == 0 ? "/files" : "/whoami");
    }
}
