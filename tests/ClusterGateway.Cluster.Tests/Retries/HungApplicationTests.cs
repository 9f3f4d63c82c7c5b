using System.Net;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Processes;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Retries;

/// <summary>An application that takes connections and does not answer, which neither its kernel nor its agent's process tells anybody.</summary>
public sealed class HungApplicationTests(ClusterFixture fixture, ITestOutputHelper output) : IClassFixture<ClusterFixture>
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(10);

    private TestCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task Application_Stopped_CostsItsOwnUsersOneWaitAndTheOthersNothing()
    {
        var users = await fixture.SignInAsync(30);
        var primary = await Cluster.PrimaryAsync();
        var victim = Cluster.File.Nodes.First(node => node.Id != primary).Id;
        var (bereft, others) = (users.Where(u => u.Session.Node == victim).ToList(), users.Where(u => u.Session.Node != victim).ToList());
        using var watch = new CancellationTokenSource();
        var watched = Task.WhenAll(others.Select(user => CountLossesAsync(user, watch.Token)));
        var application = Cluster.Pid($"{victim} app");

        await OtherProcess.SignalAsync(application, Signal.Stop);
        try
        {
            var once = await Task.WhenAll(bereft.Select(user => TimeAsync(user, victim)));
            var afterwards = await Task.WhenAll(bereft.Select(user => TimeAsync(user, victim)));
            await watch.CancelAsync();

            output.WriteLine($"moved after {once.Max().TotalSeconds:F1} s at most, {once.Min().TotalSeconds:F1} s at least; then answered within {afterwards.Max().TotalSeconds:F2} s");
            Assert.Equal(0, (await watched).Sum());
            Assert.InRange(once.Max(), TimeSpan.Zero, Generous);
        }
        finally
        {
            await OtherProcess.SignalAsync(application, Signal.Continue);
        }
    }

    /// <returns>How long another node's answer took; their session was on the node that hangs.</returns>
    private static async Task<TimeSpan> TimeAsync(SignedIn user, string victim)
    {
        var started = TimeProvider.System.GetTimestamp();
        var (status, node) = await user.User.GetAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.NotEqual(victim, node);
        return TimeProvider.System.GetElapsedTime(started);
    }

    private static async Task<int> CountLossesAsync(SignedIn user, CancellationToken until)
    {
        var losses = 0;
        do
        {
            losses += await user.KeptAsync() ? 0 : 1;
        }
        while (!until.IsCancellationRequested);
        return losses;
    }
}
