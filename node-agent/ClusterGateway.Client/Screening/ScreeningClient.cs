using System.Globalization;
using System.Net;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Screening;

namespace ClusterGateway.Client.Screening;

/// <summary>
/// Log-ins that an application tells of, and who is kept out. Blocking and unblocking is for administrators: an application's token may not.
/// Count a log-in once: where an application tells, the gateway's route has no screening metadata.
/// </summary>
public sealed class ScreeningClient
{
    private readonly AgentConnection _agent;

    internal ScreeningClient(AgentConnection agent) => _agent = agent;

    /// <summary>
    /// Tells of a log-in: <see cref="AttemptOutcome.Attempt"/> before its password is checked, which counts as failed until
    /// <see cref="AttemptOutcome.Success"/> is told. Also answered while the store is away, by what this agent counts alone.
    /// </summary>
    /// <returns>Whether the address may go on; for <see cref="ScreeningVerdict.Block"/> do not check the password.</returns>
    /// <exception cref="AgentUnavailableException">Nobody knows whether it was counted. Check the password all the same: gateways keep out who is blocked.</exception>
    public async Task<AttemptView> TellAsync(AttemptRequest attempt, CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(
            HttpMethod.Post, "/v1/screening/attempts", AgentConnection.Json(attempt, ContractsJson.Default.AttemptRequest), expected: [], cancellationToken).ConfigureAwait(false);
        return await AgentConnection.ReadAsync(response, ContractsJson.Default.AttemptView, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All blocks, and the networks that are never blocked.</summary>
    public Task<BlockListView> ReadBlocksAsync(CancellationToken cancellationToken) => ReadBlocksAsync("", cancellationToken);

    /// <summary>All blocks, as soon as their revision is another one, or when the wait is over.</summary>
    /// <param name="wait">Less than <see cref="ClusterClientOptions.Timeout"/>, at most 60 s.</param>
    public Task<BlockListView> WaitForChangeAsync(long since, TimeSpan wait, CancellationToken cancellationToken) =>
        ReadBlocksAsync(string.Create(CultureInfo.InvariantCulture, $"?since={since}&wait={wait.TotalSeconds:0.###}s"), cancellationToken);

    /// <summary>The block that keeps a client out, without counting anything: of several the one that lasts longest. Null when it may come in.</summary>
    public async Task<BlockView?> FindBlockAsync(IPAddress client, CancellationToken cancellationToken)
    {
        var list = await ReadBlocksAsync(cancellationToken).ConfigureAwait(false);
        var address = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        return list.Allowed.Any(Holds)
            ? null
            : list.Items.Where(block => Holds(block.Cidr)).MaxBy(block => block.ExpiresIn?.Value ?? TimeSpan.MaxValue);

        bool Holds(string network) => IPNetwork.TryParse(network, out var parsed) && parsed.Contains(address);
    }

    private async Task<BlockListView> ReadBlocksAsync(string query, CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(HttpMethod.Get, "/v1/screening/blocks" + query, body: null, expected: [], cancellationToken).ConfigureAwait(false);
        return await AgentConnection.ReadAsync(response, ContractsJson.Default.BlockListView, cancellationToken).ConfigureAwait(false);
    }
}
