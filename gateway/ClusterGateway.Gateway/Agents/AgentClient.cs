using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.KeyRing;
using ClusterGateway.Contracts.Leadership;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Gateway.Configuration;

namespace ClusterGateway.Gateway.Agents;

/// <inheritdoc cref="IAgentClient"/>
internal sealed class AgentClient(GatewayOptions options, GatewayTokens tokens, AgentList agents, AgentHttp http) : IAgentClient
{
    private static readonly ContractsJson Json = ContractsJson.Default;

    /// <summary>For the next change of the blocks. Short, because a hung agent is noticed after it: others may know of a block meanwhile.</summary>
    private static readonly TimeSpan BlocksWait = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan BlocksTimeout = TimeSpan.FromSeconds(3);

    public Task<SelfView> GetSelfAsync(Uri agent, CancellationToken cancellationToken) =>
        GetAsync(agent, "/v1/self", Json.SelfView, options.Probing.Timeout, cancellationToken);

    public async Task<IReadOnlyList<NodeView>> GetMembersAsync(Uri agent, CancellationToken cancellationToken)
    {
        var members = ImmutableList<NodeView>.Empty;
        string? after = null;
        do
        {
            var query = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
            var page = await GetAsync(agent, $"/v1/members?limit=1000{query}", Json.PageNodeView, AgentHttp.Timeout, cancellationToken);
            members = members.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return members;
    }

    public Task<Page<GatewayView>> GetGatewaysAsync(CancellationToken cancellationToken) =>
        agents.FirstAsync(agent => GetAsync(agent, "/v1/gateways", Json.PageGatewayView, AgentHttp.Timeout, cancellationToken), cancellationToken);

    public Task<LeaderView> GetLeaderAsync(CancellationToken cancellationToken) =>
        agents.FirstAsync(agent => GetAsync(agent, "/v1/leader", Json.LeaderView, AgentHttp.Timeout, cancellationToken), cancellationToken);

    public Task<Page<EventView>> GetEventsAsync(string? after, CancellationToken cancellationToken)
    {
        var query = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
        return agents.FirstAsync(
            agent => GetAsync(agent, $"/v1/events?limit=1000{query}", Json.PageEventView, AgentHttp.Timeout, cancellationToken), cancellationToken);
    }

    public Task<KeyRingView> GetKeyRingAsync(CancellationToken cancellationToken) =>
        agents.FirstAsync(agent => GetAsync(agent, "/v1/keyring", Json.KeyRingView, AgentHttp.Timeout, cancellationToken), cancellationToken);

    public Task<bool> AddKeyRingElementAsync(KeyRingRequest request, CancellationToken cancellationToken) =>
        agents.FirstAsync(
            async agent =>
            {
                using var content = JsonContent.Create(request, Json.KeyRingRequest);
                using var response = await SendAsync(agent, HttpMethod.Post, "/v1/keyring", content, AgentHttp.Timeout, cancellationToken);
                if (response.StatusCode == HttpStatusCode.PreconditionFailed)
                {
                    return false;
                }

                response.EnsureSuccessStatusCode();
                return true;
            },
            cancellationToken);

    public Task<(BlockListView? List, BlockAnswerTag? Tag)> GetBlocksAsync(BlockAnswerTag? known, CancellationToken cancellationToken)
    {
        var query = known is null ? "" : string.Create(CultureInfo.InvariantCulture, $"?since={known.Revision}&wait={BlocksWait.TotalSeconds}s");
        return agents.FirstAsync(
            async agent =>
            {
                using var response = await SendAsync(
                    agent, HttpMethod.Get, "/v1/screening/blocks" + query, content: null, BlocksTimeout, cancellationToken, known?.EntityTag);
                return response.StatusCode == HttpStatusCode.NotModified
                    ? ((BlockListView?)null, known)
                    : Tagged(await ReadAsync(response, Json.BlockListView, cancellationToken), response);
            },
            cancellationToken);
    }

    public Task<AttemptView> ReportAttemptAsync(AttemptRequest request, CancellationToken cancellationToken) =>
        agents.FirstAsync(
            async agent =>
            {
                using var content = JsonContent.Create(request, Json.AttemptRequest);
                using var response = await SendAsync(agent, HttpMethod.Post, "/v1/screening/attempts", content, AgentHttp.Timeout, cancellationToken);
                return await ReadAsync(response, Json.AttemptView, cancellationToken);
            },
            cancellationToken);

    public Task<CertificateListView> GetCertificatesAsync(long? since, TimeSpan wait, CancellationToken cancellationToken)
    {
        var query = since is { } seen ? string.Create(CultureInfo.InvariantCulture, $"?since={seen}&wait={(int)wait.TotalSeconds}s") : "";
        return agents.FirstAsync(
            agent => GetAsync(agent, $"/v1/certificates{query}", Json.CertificateListView, AgentHttp.Timeout + wait, cancellationToken), cancellationToken);
    }

    public Task<CertificateBundleView> GetCertificateBundleAsync(string name, long version, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/v1/certificates/{Uri.EscapeDataString(name)}/bundle?version={version}");
        return agents.FirstAsync(agent => GetAsync(agent, path, Json.CertificateBundleView, AgentHttp.Timeout, cancellationToken), cancellationToken);
    }

    public Task PutGatewayAsync(string id, GatewayReport report, CancellationToken cancellationToken) =>
        agents.FirstAsync(
            async agent =>
            {
                using var content = JsonContent.Create(report, Json.GatewayReport);
                var path = $"/v1/gateways/{Uri.EscapeDataString(id)}";
                using var response = await SendAsync(agent, HttpMethod.Put, path, content, AgentHttp.Timeout, cancellationToken);
                return response.EnsureSuccessStatusCode().StatusCode;
            },
            cancellationToken);

    private async Task<T> GetAsync<T>(Uri agent, string path, JsonTypeInfo<T> type, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(agent, HttpMethod.Get, path, content: null, timeout, cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        response.EnsureSuccessStatusCode();
        var asked = response.RequestMessage?.RequestUri;
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken) ?? throw new HttpRequestException($"{asked} answered null");
        }
        catch (JsonException exception)
        {
            throw new HttpRequestException($"{asked} answered something else: {exception.Message}", exception);
        }
    }

    private static (BlockListView? List, BlockAnswerTag? Tag) Tagged(BlockListView list, HttpResponseMessage response) =>
        (list, new BlockAnswerTag(list.Revision, response.Headers.ETag?.ToString()));

    private Task<HttpResponseMessage> SendAsync(
        Uri agent, HttpMethod method, string path, HttpContent? content, TimeSpan timeout, CancellationToken cancellationToken, string? knownTag = null)
    {
        var request = new HttpRequestMessage(method, new Uri(agent, path)) { Content = content };
        if (knownTag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", knownTag);
        }

        if (tokens.Own is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return http.SendAsync(request, timeout, cancellationToken);
    }
}
