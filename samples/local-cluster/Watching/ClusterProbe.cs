using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ClusterGateway.Contracts;
using LocalCluster.Planning;

namespace LocalCluster.Watching;

/// <summary>Asks the gateways how the cluster is.</summary>
internal sealed class ClusterProbe : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http;

    public ClusterProbe(string adminToken)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", adminToken);
    }

    public Task<GatewaySight[]> LookAsync(IEnumerable<GatewayPlan> gateways, CancellationToken cancellationToken) =>
        Task.WhenAll(gateways.Select(gateway => LookAsync(gateway, cancellationToken)));

    /// <summary>Whether the node's agent answers, whatever it says of its node.</summary>
    public async Task<bool> IsAliveAsync(NodePlan node, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(node.AgentUrl + "/livez", cancellationToken);
            return true;
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<GatewaySight> LookAsync(GatewayPlan gateway, CancellationToken cancellationToken)
    {
        try
        {
            using var ready = await _http.GetAsync(gateway.Management + "/readyz?verbose", cancellationToken);
            var cluster = await _http.GetFromJsonAsync(gateway.Management + "/api/v1/cluster", ContractsJson.Default.ClusterStatusView, cancellationToken);
            var because = ready.IsSuccessStatusCode ? null : await ready.Content.ReadAsStringAsync(cancellationToken);
            return new GatewaySight(gateway.Id, ready.IsSuccessStatusCode, cluster) { Because = because?.Trim() };
        }
        catch (Exception away) when (away is HttpRequestException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new GatewaySight(gateway.Id, Ready: false, Cluster: null);
        }
    }
}
