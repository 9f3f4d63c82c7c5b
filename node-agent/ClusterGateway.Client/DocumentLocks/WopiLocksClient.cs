using System.Net;

namespace ClusterGateway.Client.DocumentLocks;

/// <summary>Hands the lock calls of a WOPI client on as they came.</summary>
public sealed class WopiLocksClient
{
    private const string Prefix = "X-WOPI-";

    /// <summary>What the table of WOPI's lock calls answers with.</summary>
    private static readonly HttpStatusCode[] Expected =
        [HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict, HttpStatusCode.NotImplemented];

    private readonly AgentConnection _agent;

    internal WopiLocksClient(AgentConnection agent) => _agent = agent;

    /// <param name="fileId">As the application names the file everywhere else in its lock calls.</param>
    /// <param name="headers">Of the WOPI client's request; only those whose names begin with <c>X-WOPI-</c> are handed on.</param>
    public async Task<WopiLockAnswer> SendAsync(
        string fileId, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/wopi/locks/{AgentConnection.Segment(fileId)}");
        foreach (var (name, value) in headers.Where(h => h.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _agent.SendAsync(request, Expected, cancellationToken).ConfigureAwait(false);
        return new WopiLockAnswer(
            response.StatusCode,
            response.Headers.NonValidated
                .Where(h => h.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
    }
}
