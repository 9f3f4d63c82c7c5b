using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.NodeAgent.Tests.Agents;

namespace ClusterGateway.NodeAgent.Tests.Settings;

public abstract partial class SettingsTests
{
    [Fact]
    public async Task History_TellsWhoChangedWhat_AndRollbackIsANewRevision()
    {
        var primary = await _cluster.PrimaryAsync();
        var first = await _cluster.SetAsync(Key("h"), "one");
        await _cluster.SetAsync(Key("h"), "two");
        var last = await _cluster.SetAsync(Key("h2"), "new");

        var history = (await _cluster.SendAsync(primary, "GET", $"/history?after={first.Revision - 1}")).Read(ContractsJson.Default.PageSettingsRevisionView);
        Assert.Contains(history.Items, s => s.By == "admin" && s.Changes is [var change] && change.Key == Key("h") && change.After?.GetString() == "two" && change.Before?.GetString() == "one");

        var diff = (await _cluster.SendAsync(primary, "GET", $"/diff?from={first.Revision}&to={last.Revision}")).Read(ContractsJson.Default.SettingsDiffView);
        Assert.Equal(("changed", "added"), (diff.Changes.Single(c => c.Key == Key("h")).Change, diff.Changes.Single(c => c.Key == Key("h2")).Change));

        var shown = await RollBackAsync("");
        Assert.False(shown.Read(ContractsJson.Default.SettingsDiffView).Applied);
        await _cluster.SetAsync(Key("h"), "three");
        Assert.Equal(412, (await RollBackAsync("?apply=true", ("If-Match", shown.Tag!))).Code);
        shown = await RollBackAsync("");
        Assert.Equal("three", (await _cluster.SendAsync(primary, "GET", SettingsCluster.PathOf(Key("h")))).Read(ContractsJson.Default.SettingView).Value.GetString());

        var done = (await RollBackAsync("?apply=true", ("If-Match", shown.Tag!))).Read(ContractsJson.Default.SettingsDiffView);
        Assert.True(done.Applied && done.Revision > last.Revision);
        Assert.Equal("one", (await _cluster.SendAsync(primary, "GET", SettingsCluster.PathOf(Key("h")))).Read(ContractsJson.Default.SettingView).Value.GetString());
        Assert.Equal(404, (await _cluster.SendAsync(primary, "GET", SettingsCluster.PathOf(Key("h2")))).Code);

        Task<SettingsAnswer> RollBackAsync(string query, params (string, string)[] headers) =>
            _cluster.SendAsync(primary, "POST", "/rollback" + query, $$"""{"to":{{first.Revision}}}""", AgentHost.Admin, headers);
    }

    [Fact]
    public async Task Export_Imported_IsTheSame_AndShowsWhatItWouldChangeFirst()
    {
        var primary = await _cluster.PrimaryAsync();
        await _cluster.SetAsync(Key("e.plain"), new { a = 1 });
        await _cluster.SetAsync(Key("e.secret"), "very secret", secret: true);
        (string, string) passphrase = ("Cluster-Passphrase", "correct horse battery");
        var export = (await _cluster.SendAsync(primary, "GET", "/export", null, AgentHost.Admin, passphrase)).Body;
        await _cluster.SetAsync(Key("e.plain"), new { a = 2 });
        await _cluster.SetAsync(Key("e.secret"), "changed since", secret: true);
        await _cluster.SetAsync(Key("e.later"), 1);

        var first = await _cluster.SendAsync(primary, "POST", "/import", export, AgentHost.Admin, passphrase);
        var diff = first.Read(ContractsJson.Default.SettingsDiffView);
        Assert.Equal([Key("e.plain"), Key("e.secret")], diff.Changes.Where(c => c.Key.StartsWith(_prefix, StringComparison.Ordinal)).Select(c => c.Key));
        Assert.False(diff.Applied);
        Assert.DoesNotContain("very secret", first.Body, StringComparison.Ordinal);

        Assert.Equal(412, (await _cluster.SendAsync(primary, "POST", "/import?apply=true", export, AgentHost.Admin, passphrase, ("If-Match", "\"1\""))).Code);
        var done = await _cluster.SendAsync(primary, "POST", "/import?apply=true", export, AgentHost.Admin, passphrase, ("If-Match", first.Tag!));
        Assert.True(done.Read(ContractsJson.Default.SettingsDiffView).Applied, done.Body);

        var secret = await _cluster.SendAsync(primary, "GET", SettingsCluster.PathOf(Key("e.secret")) + "/secret", null, AgentHost.App);
        Assert.Equal("very secret", secret.Read(ContractsJson.Default.SettingSecretView).Value.GetString());
        Assert.Equal(200, (await _cluster.SendAsync(primary, "GET", SettingsCluster.PathOf(Key("e.later")))).Code);

        var wrong = await _cluster.SendAsync(primary, "POST", "/import", export, AgentHost.Admin, ("Cluster-Passphrase", "not this one"));
        Assert.Contains(wrong.Read(ContractsJson.Default.SettingsDiffView).Changes, c => c.Key == Key("e.secret") && c.Change == SettingChangeView.Skipped);
    }

    [Fact]
    public async Task Import_OfHundreds_WritesAll_AndSkipsWhatIsNodeScoped()
    {
        var primary = await _cluster.PrimaryAsync();
        var items = Enumerable.Range(0, 170).Select(i => new ExportedSetting(Key($"i{i:D3}"), JsonSerializer.SerializeToElement(i)))
            .Append(new ExportedSetting("own.address", JsonSerializer.SerializeToElement("10.0.0.1")));
        var file = JsonSerializer.Serialize(new SettingsExport("other", 7, DateTimeOffset.UnixEpoch, null, [.. items]), ContractsJson.Default.SettingsExport);

        var done = (await _cluster.SendAsync(primary, "POST", "/import?apply=true", file)).Read(ContractsJson.Default.SettingsDiffView);

        Assert.Equal(170, done.Changes.Count(c => c.Change == SettingChangeView.Added));
        Assert.Contains(done.Changes, c => c is { Key: "own.address", Change: SettingChangeView.Skipped } && c.Reason!.Contains("node to node", StringComparison.Ordinal));
        await _cluster.EverywhereAsync(done.Revision);
        Assert.Equal(170, (await _cluster.AllAsync("node2")).Items.Count(i => i.Key.StartsWith(Key("i"), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Schema_RefusesWrongValues_WithTheReason()
    {
        var primary = await _cluster.PrimaryAsync();
        var schema = $$"""
            {"items":[{"key":"{{Key("limit")}}","type":"integer","minimum":1,"maximum":10,"default":5,"description":"uploads at once"},
                      {"key":"{{Key("pw.*")}}","secret":true}]}
            """;
        var registered = await _cluster.SendAsync(primary, "PUT", $"/schema/{_prefix}", schema, AgentHost.App);
        Assert.Equal(200, registered.Code);

        var wrong = await _cluster.TrySetAsync(primary, Key("limit"), 11);
        Assert.Equal(400, wrong.Code);
        Assert.Contains("must be from 1 to 10", wrong.Problem.Detail, StringComparison.Ordinal);
        Assert.Contains("must be a JSON integer", (await _cluster.TrySetAsync(primary, Key("limit"), "three")).Problem.Detail, StringComparison.Ordinal);
        var effective = (await _cluster.SendAsync(primary, "GET", "/effective")).Read(ContractsJson.Default.EffectiveSettingsView);
        Assert.Equal(("default", 5), (effective.Items.Single(i => i.Key == Key("limit")).Source, effective.Items.Single(i => i.Key == Key("limit")).Value.GetInt32()));
        Assert.True((await _cluster.SetAsync(Key("pw.smtp"), "hidden")).Secret);

        var broken = await _cluster.SendAsync(primary, "PUT", $"/schema/{_prefix}", """{"items":[{"key":"a","pattern":"("},{"key":"b","type":"text"}]}""", AgentHost.App);
        Assert.Equal(400, broken.Code);
        Assert.Contains("'a'", broken.Problem.Detail, StringComparison.Ordinal);
        Assert.Contains("'b'", broken.Problem.Detail, StringComparison.Ordinal);
    }
}
