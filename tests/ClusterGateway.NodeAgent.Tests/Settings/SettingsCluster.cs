using System.Text;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Telemetry;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Settings;

/// <summary>Three agents that share settings over one store, and the calls that their tests make. node3's log is recorded, at every level.</summary>
public abstract class SettingsCluster(StoreFixture fixture) : IAsyncLifetime
{
    public const string EncryptionSecret = "the-encryption-secret-of-the-tests";

    internal static readonly (string, string)[] Options =
    [
        ("Encryption:Secrets:0", EncryptionSecret), ("Settings:AppWrites", "true"), ("Settings:NodeScoped:0", "own.*"), ("Settings:Local:theme", "\"dark\""),
    ];

    internal AgentCluster Agents { get; private set; } = null!;

    internal RecordedLog Log { get; } = new() { IsOn = true };

    internal IReadOnlyList<string> Nodes => [.. Agents.Agents.Select(a => a.Id)];

    public async Task InitializeAsync()
    {
        await fixture.InitializeAsync();
        var options = fixture.NewCluster();
        Agents = new AgentCluster(() => fixture.Open(options));
        await Agents.AddAsync("node1", TimeProvider.System, Options);
        await Agents.AddAsync("node2", TimeProvider.System, Options);
        await Agents.AddAsync("node3", TimeProvider.System, Log, Options);
        await Agents.SettledAsync();
    }

    public async Task DisposeAsync()
    {
        await Agents.DisposeAsync();
        await fixture.DisposeAsync();
    }

    internal IClusterStore OpenStore() => Agents.OpenStore();

    internal async Task<string> PrimaryAsync() => (await Agents.PrimaryAsync()).Id;

    internal async Task<SettingsAnswer> SendAsync(
        string node, string method, string path, string? body = null, string token = AgentHost.Admin, params (string Name, string Value)[] headers)
    {
        using var http = Agents[node].Client(token);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/v1/settings" + path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        return new SettingsAnswer(
            (int)response.StatusCode, response.Headers.ETag?.ToString(), response.Headers.Location?.ToString(), await response.Content.ReadAsStringAsync());
    }

    /// <summary>Writes it at the primary, new or not, and answers the new state.</summary>
    internal async Task<SettingView> SetAsync(string key, object value, bool? secret = null)
    {
        var answer = await TrySetAsync(await PrimaryAsync(), key, value, secret);
        Assert.True(answer.Code is 200 or 201, answer.Body);
        return answer.Read(ContractsJson.Default.SettingView);
    }

    internal async Task<SettingsAnswer> TrySetAsync(string node, string key, object value, bool? secret = null)
    {
        var path = PathOf(key);
        var tag = (await SendAsync(node, "GET", path)).Tag;
        var condition = tag is null ? ("If-None-Match", "*") : ("If-Match", tag);
        return await SendAsync(node, "PUT", path, JsonSerializer.Serialize(new { value, secret }), AgentHost.Admin, condition);
    }

    internal async Task<SettingsView> AllAsync(string node) => (await SendAsync(node, "GET", "")).Read(ContractsJson.Default.SettingsView);

    /// <summary>Waits until every node has applied the revision.</summary>
    internal Task EverywhereAsync(long revision) => Eventually.TrueAsync(
        async () => (await Task.WhenAll(Nodes.Select(AllAsync))).All(view => view.Revision >= revision), $"every node has revision {revision}");

    internal static string PathOf(string key) => $"/items/{Uri.EscapeDataString(key)}";
}
