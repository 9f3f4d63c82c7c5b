using System.Net.Http.Headers;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Configuration;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Alerts.Evaluation;

/// <summary>Asks the other agents how they are, when the store cannot tell.</summary>
internal sealed class AlertPeers(AgentTokens tokens, NodeIdentity self, IMembership membership, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private long? _asked;
    private IReadOnlyList<SelfView> _answers = [];

    /// <summary>Those that answered, a few seconds ago at most.</summary>
    public async Task<IReadOnlyList<SelfView>> AskAsync(CancellationToken cancellationToken)
    {
        if (_asked is { } asked && time.GetElapsedTime(asked) < Pause)
        {
            return _answers;
        }

        var answers = await Task.WhenAll(membership.Current.Members.Where(m => m.Id != self.Id).Select(m => AskAsync(m, cancellationToken)));
        _asked = time.GetTimestamp();
        return _answers = [.. answers.OfType<SelfView>()];
    }

    public void Dispose() => _http.Dispose();

    private async Task<SelfView?> AskAsync(Member member, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(member.Agent?.TrimEnd('/') + "/v1/self", UriKind.Absolute, out var address))
        {
            return null;
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
            return answer?.Id == member.Id && answer.Cluster == self.Cluster ? answer : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
