using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.NodeAgent.Tests.Agents;

namespace ClusterGateway.NodeAgent.Tests.Settings;

public abstract partial class SettingsTests
{
    [Fact]
    public async Task Secret_IsNowhere_ButWhereTheApplicationAsksForIt()
    {
        var (key, canary) = (Key("mail.password"), $"canary-{Guid.NewGuid():N}");
        var written = await _cluster.SetAsync(key, canary, secret: true);
        var primary = await _cluster.PrimaryAsync();
        await _cluster.EverywhereAsync(written.Revision);

        foreach (var node in _cluster.Nodes)
        {
            var secret = await _cluster.SendAsync(node, "GET", SettingsCluster.PathOf(key) + "/secret", null, AgentHost.App);
            Assert.Equal(canary, secret.Read(ContractsJson.Default.SettingSecretView).Value.GetString());
            Assert.Equal(403, (await _cluster.SendAsync(node, "GET", SettingsCluster.PathOf(key) + "/secret")).Code);
            foreach (var path in new[] { "", "?since=0", SettingsCluster.PathOf(key), "/effective", "/status", "/history", "/diff?from=0", "/export" })
            {
                var answer = await _cluster.SendAsync(node, "GET", path);
                Assert.DoesNotContain(canary, answer.Body, StringComparison.Ordinal);
            }
        }

        var sealedExport = await _cluster.SendAsync(primary, "GET", "/export", null, AgentHost.Admin, ("Cluster-Passphrase", "correct horse battery"));
        Assert.DoesNotContain(canary, sealedExport.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(_cluster.Log.Lines, line => line.Contains(canary, StringComparison.Ordinal));
        await using var store = _cluster.OpenStore();
        string? after = null;
        do
        {
            var page = await store.ListAsync("", after, 1000, CancellationToken.None);
            Assert.DoesNotContain(page.Entries, e => Text(e.Value).Contains(canary, StringComparison.Ordinal));
            after = page.Next;
        }
        while (after is not null);
    }

    [Fact]
    public async Task Mask_WrittenBack_ChangesNothing()
    {
        var key = Key("token");
        var written = await _cluster.SetAsync(key, "the token itself", secret: true);

        var again = await _cluster.SetAsync(key, SettingView.Mask);
        Assert.Equal(written.Revision, again.Revision);
        Assert.Equal(written.Revision, (await _cluster.SetAsync(key, "the token itself")).Revision);

        var open = await _cluster.TrySetAsync(await _cluster.PrimaryAsync(), key, SettingView.Mask, secret: false);
        Assert.Equal(400, open.Code);
    }
}
