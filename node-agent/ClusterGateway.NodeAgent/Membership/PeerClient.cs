using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.NodeAgent.Configuration;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Asks the agent at an address which node and process it is.</summary>
internal sealed class PeerClient(AgentTokens tokens, NodeIdentity self, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public async Task<PeerAnswer> AskAsync(string? agent, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(agent?.TrimEnd('/') + "/v1/self", UriKind.Absolute, out var address))
        {
            return PeerAnswer.None;
        }

        using var bound = new CancellationTokenSource(Bound, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Peer);
        try
        {
            using var response = await _http.SendAsync(request, stop.Token);
            response.EnsureSuccessStatusCode();
            var answer = await response.Content.ReadFromJsonAsync(ContractsJson.Default.SelfView, stop.Token);
            return answer?.Id != self.Id ? PeerAnswer.None
                : answer.Instance == self.Instance ? PeerAnswer.Ourselves
                : PeerAnswer.Another;
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return PeerAnswer.Refused;
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or JsonException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return PeerAnswer.None;
        }
    }

    public void Dispose() => _http.Dispose();
}
