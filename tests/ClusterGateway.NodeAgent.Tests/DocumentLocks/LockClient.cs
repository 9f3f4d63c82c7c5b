using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.NodeAgent.Tests.Agents;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

/// <summary>An application that talks to one agent, in one of the two ways.</summary>
internal sealed class LockClient(AgentHost agent, bool wopi) : IDisposable
{
    private readonly HttpClient _http = agent.Client(AgentHost.App);

    /// <param name="operation">One of WOPI's.</param>
    public async Task<LockReply> SendAsync(string operation, string file, string? lockId = null, string? oldLockId = null)
    {
        using var request = wopi ? Wopi(operation, file, lockId, oldLockId) : V1(operation, file, lockId, oldLockId);
        using var response = await _http.SendAsync(request);
        var told = wopi ? HeaderOf(response) : await MemberOfAsync(response);
        return new LockReply((int)response.StatusCode, told);
    }

    public Task<LockReply> LockAsync(string file, string lockId) => SendAsync("LOCK", file, lockId);

    /// <summary>The id that holds the file; empty when it is unlocked.</summary>
    public async Task<string?> CurrentAsync(string file) => (await SendAsync("GET_LOCK", file)).Told;

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Wopi(string operation, string file, string? lockId, string? oldLockId)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/wopi/locks/{Uri.EscapeDataString(file)}");
        request.Headers.Add(WopiHeaders.Override, operation);
        Add(WopiHeaders.Lock, lockId);
        Add(WopiHeaders.OldLock, oldLockId);
        return request;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                Assert.True(request.Headers.TryAddWithoutValidation(name, value));
            }
        }
    }

    private static HttpRequestMessage V1(string operation, string file, string? lockId, string? oldLockId)
    {
        var path = $"/v1/locks/{Uri.EscapeDataString(file)}";
        return operation switch
        {
            "GET_LOCK" => new HttpRequestMessage(HttpMethod.Get, path),
            "LOCK" when oldLockId is not null => Post(path + "/swap", new { oldLockId, lockId }),
            "LOCK" => Post(path, new { lockId }),
            "REFRESH_LOCK" => Post(path + "/refresh", new { lockId }),
            "UNLOCK" => Post(path + "/release", new { lockId }),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };
    }

    private static HttpRequestMessage Post<T>(string path, T body) => new(HttpMethod.Post, path) { Content = JsonContent.Create(body) };

    private static string? HeaderOf(HttpResponseMessage response)
    {
        Assert.Equal((int)response.StatusCode == 409, response.Headers.Contains(WopiHeaders.LockFailureReason));
        return response.Headers.TryGetValues(WopiHeaders.Lock, out var values) ? Assert.Single(values) : null;
    }

    private static async Task<string?> MemberOfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var body = text.Length == 0 ? null : JsonNode.Parse(text);
        return (int)response.StatusCode switch
        {
            409 when (string?)body!["type"] == "urn:clustergateway:problem:lock-conflict" => (string?)body["currentLockId"],
            404 => "",
            200 or 201 => (string?)body!["lockId"],
            _ => null,
        };
    }
}
