using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Configuration;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Asks other agents how they are, and the agent at an address which node and process it is.</summary>
internal sealed class PeerClient(AgentOptions options, AgentTokens tokens, NodeIdentity self, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = PeerConnections.Create(options);

    public async Task<PeerAnswer> AskAsync(string? agent, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await GetAsync(agent, cancellationToken);
            return answer?.Id != self.Id ? PeerAnswer.None
                : answer.Instance == self.Instance ? PeerAnswer.Ourselves
                : PeerAnswer.Another;
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return PeerAnswer.Refused;
        }
        catch (Exception exception) when (IsSilence(exception, cancellationToken))
        {
            return PeerAnswer.None;
        }
    }

    /// <summary>What the agent of a member says of itself; null when it gives no answer, or another one answers there.</summary>
    public async Task<SelfView?> GetSelfAsync(Member member, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await GetAsync(member.Agent, cancellationToken);
            return answer?.Id == member.Id && answer.Cluster == self.Cluster ? answer : null;
        }
        catch (Exception exception) when (IsSilence(exception, cancellationToken))
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<SelfView?> GetAsync(string? agent, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(agent?.TrimEnd('/') + "/v1/self", UriKind.Absolute, out var address))
        {
            return null;
        }

        using var bound = new CancellationTokenSource(Bound, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Peer);
        using var response = await _http.SendAsync(request, stop.Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(ContractsJson.Default.SelfView, stop.Token);
    }

    private static bool IsSilence(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or SocketException or JsonException or IOException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
