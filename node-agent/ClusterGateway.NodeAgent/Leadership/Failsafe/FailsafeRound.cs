using System.Net.Http.Headers;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Leadership;
using ClusterGateway.NodeAgent.Configuration;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Leadership.Failsafe;

/// <summary>Asks every other recorded member whether this primary may go on without the store.</summary>
internal sealed class FailsafeRound(
    AgentOptions options, AgentTokens tokens, NodeIdentity self, IMembership membership, LeaseTiming timing, TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = PeerConnections.Create(options);

    /// <param name="term">Of this primary.</param>
    /// <param name="listed">Who may compete: each of them must be asked.</param>
    /// <returns>Why not, as a clause; null when all of them have acknowledged.</returns>
    public async Task<string?> AskAsync(long term, IReadOnlyList<string> listed, CancellationToken cancellationToken)
    {
        var others = membership.Current.Members.Where(m => m.Id != self.Id).ToList();
        if (listed.FirstOrDefault(id => id != self.Id && others.TrueForAll(m => m.Id != id)) is { } unknown)
        {
            return $"{unknown} was removed a moment ago, and may not know it";
        }

        using var bound = new BoundedToken(timing.Attempt, time, cancellationToken);
        var answers = await Task.WhenAll(others.Select(m => AskAsync(m, new FailsafeRequest(self.Cluster, self.Id, term), bound.Token)));
        return answers.FirstOrDefault(answer => answer is not null);
    }

    private async Task<string?> AskAsync(Member member, FailsafeRequest question, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(member.Agent?.TrimEnd('/') + "/v1/leader/failsafe", UriKind.Absolute, out var address))
        {
            return $"no address of {member.Id} is known";
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = JsonContent.Create(question, ContractsJson.Default.FailsafeRequest),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Peer);
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? null : $"{member.Id} refused: {await ReasonAsync(response, cancellationToken)}";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return $"{member.Id} gave no answer";
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync(ContractsJson.Default.ProblemView, cancellationToken);
            return problem?.Detail ?? $"status {(int)response.StatusCode}";
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException)
        {
            return $"status {(int)response.StatusCode}";
        }
    }

    public void Dispose() => _http.Dispose();
}
