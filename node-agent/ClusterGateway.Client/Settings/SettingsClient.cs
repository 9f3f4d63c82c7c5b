using System.Globalization;
using System.Net;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Settings;

namespace ClusterGateway.Client.Settings;

/// <summary>The settings that all nodes share, from this node's copy: also while the store is away.</summary>
public sealed class SettingsClient
{
    private readonly AgentConnection _agent;

    internal SettingsClient(AgentConnection agent) => _agent = agent;

    /// <summary>What counts on this node. Secrets are masked: <see cref="ReadSecretAsync"/> has them.</summary>
    public async Task<EffectiveSettingsView> ReadEffectiveAsync(CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(HttpMethod.Get, "/v1/settings/effective", body: null, expected: [], cancellationToken).ConfigureAwait(false);
        return await AgentConnection.ReadAsync(response, ContractsJson.Default.EffectiveSettingsView, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What changed behind a revision, as soon as there is something; nothing when the wait is over.</summary>
    /// <param name="wait">Less than <see cref="ClusterClientOptions.Timeout"/>, at most 60 s.</param>
    public async Task<SettingsView> WaitForChangeAsync(long since, TimeSpan wait, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/v1/settings?since={since}&wait={wait.TotalSeconds:0.###}s");
        using var response = await _agent.SendAsync(HttpMethod.Get, path, body: null, expected: [], cancellationToken).ConfigureAwait(false);
        return await AgentConnection.ReadAsync(response, ContractsJson.Default.SettingsView, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Null when there is none of this key in the cluster.</summary>
    public async Task<SettingView?> FindAsync(string key, CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(HttpMethod.Get, PathOf(key), body: null, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.NotFound
            ? null
            : await AgentConnection.ReadAsync(response, ContractsJson.Default.SettingView, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The value of a secret, or of any other setting; null when there is none of this key.</summary>
    public async Task<SettingSecretView?> ReadSecretAsync(string key, CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(
            HttpMethod.Get, PathOf(key) + "/secret", body: null, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.NotFound
            ? null
            : await AgentConnection.ReadAsync(response, ContractsJson.Default.SettingSecretView, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a setting: at the primary, and where <c>ClusterGateway:Settings:AppWrites</c> lets applications write.</summary>
    /// <param name="replaces">What was read, which must not have changed since; null for a new one.</param>
    /// <returns>The setting; null when it was changed in between: read it again.</returns>
    /// <exception cref="AgentProblemException">The value is refused, the key is node-scoped, or this node is not the primary.</exception>
    public async Task<SettingView?> PutAsync(string key, SettingRequest setting, SettingView? replaces, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, PathOf(key))
        {
            Content = AgentConnection.Json(setting, ContractsJson.Default.SettingRequest),
        };
        request.Headers.TryAddWithoutValidation(replaces is null ? "If-None-Match" : "If-Match", replaces is null ? "*" : TagOf(replaces));
        using var response = await _agent.SendAsync(request, [HttpStatusCode.PreconditionFailed], cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.PreconditionFailed
            ? null
            : await AgentConnection.ReadAsync(response, ContractsJson.Default.SettingView, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says what the application's settings are; false on a node that is not the primary, which may leave it to that one.</summary>
    public async Task<bool> RegisterSchemaAsync(string application, SettingsSchemaView schema, CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(
            HttpMethod.Put, $"/v1/settings/schema/{AgentConnection.Segment(application)}", AgentConnection.Json(schema, ContractsJson.Default.SettingsSchemaView),
            [HttpStatusCode.Conflict], cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode;
    }

    private static string PathOf(string key) => $"/v1/settings/items/{AgentConnection.Segment(key)}";

    private static string TagOf(SettingView setting) => string.Create(CultureInfo.InvariantCulture, $"\"{setting.Revision}\"");
}
