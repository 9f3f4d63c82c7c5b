namespace ClusterGateway.NodeAgent.Tests.Balancers;

/// <summary>A client that keeps its cookies, and connects anew for every request.</summary>
internal sealed class BrowserLike : IDisposable
{
    private readonly HttpClient _http;

    public BrowserLike(Uri site) =>
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = site };

    /// <summary>The node that answered; the status where none did.</summary>
    public async Task<string> AskAsync(string path = "/", string method = "GET", string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body) };
        using var response = await _http.SendAsync(request);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : $"{(int)response.StatusCode}";
    }

    public void Dispose() => _http.Dispose();
}
