using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using FilePortal.Configuration;
using Microsoft.Extensions.Options;

namespace FilePortal.Agent;

/// <summary>The node's agent, asked over plain HTTP as an application in any language would.</summary>
internal sealed class AgentClient(HttpClient http, IOptionsMonitor<PortalOptions> options)
{
    /// <summary>The agent is on this machine: past this, it is away.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private const int MaximumPages = 20;

    public Task<SelfView> GetSelfAsync(CancellationToken cancellationToken) =>
        GetAsync("/v1/self", ContractsJson.Default.SelfView, cancellationToken);

    public async Task<IReadOnlyList<NodeView>> GetMembersAsync(CancellationToken cancellationToken)
    {
        var members = new List<NodeView>();
        var path = "/v1/members";
        for (var page = 0; page < MaximumPages; page++)
        {
            var answer = await GetAsync(path, ContractsJson.Default.PageNodeView, cancellationToken);
            members.AddRange(answer.Items);
            if (answer.Next is null)
            {
                break;
            }

            path = $"/v1/members?after={Uri.EscapeDataString(answer.Next)}";
        }

        return members;
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var settings = options.CurrentValue;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(settings.Agent!, path));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.ReadAgentToken());
            using var response = await http.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync(type, cancellationToken) ?? throw new JsonException("The answer is empty.");
        }
        catch (Exception reason) when (IsAway(reason) && !cancellationToken.IsCancellationRequested)
        {
            throw new AgentUnavailableException(
                $"The agent of {settings.Node} does not answer ({reason.Message}), so this node cannot tell whether it is the primary.", reason);
        }
    }

    private static bool IsAway(Exception reason) =>
        reason is HttpRequestException or OperationCanceledException or JsonException or IOException or UnauthorizedAccessException;
}
