using System.Net;
using System.Net.Http.Json;
using ClusterGateway.Contracts;

namespace ClusterGateway.Testing.Clusters;

/// <summary>
/// A person with a browser at an address of their own (told as X-Forwarded-For, which the local cluster trusts from loopback): cookies
/// kept, redirects followed.
/// </summary>
public sealed class PortalUser : IDisposable
{
    private readonly CookieContainer _cookies;
    private readonly HttpClient _http;
    private readonly ClusterFile.Account _account;

    public PortalUser(Uri url, string address, ClusterFile.Account account, CookieContainer? cookies = null)
    {
        Address = address;
        _account = account;
        _cookies = cookies ?? new CookieContainer();
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies }) { BaseAddress = url, Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Add("X-Forwarded-For", address);
    }

    public string Address { get; }

    /// <summary>The same person with the same cookies, at another gateway (cookies do not tell ports apart).</summary>
    public PortalUser At(Uri url) => new(url, Address, _account, _cookies);

    public async Task<WhoAmI> SignInAsync()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = _account.Name, ["password"] = _account.Password });
        using var response = await _http.PostAsync(new Uri("/login", UriKind.Relative), form);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"{Address} signed in and got {response.StatusCode} from {NodeOf(response)} at {response.RequestMessage!.RequestUri}, with the cookies {_cookies.GetCookieHeader(_http.BaseAddress!)}",
                inner: null,
                response.StatusCode);
        }

        return await WhoAmIAsync() ?? throw new InvalidOperationException($"{Address} signed in, but is not known afterwards");
    }

    /// <summary>Who the portal says this is; null when it knows no session (401).</summary>
    public async Task<WhoAmI?> WhoAmIAsync()
    {
        using var response = await _http.GetAsync(new Uri("/whoami", UriKind.Relative));
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<WhoAmI>();
    }

    /// <summary>A request whose status and answering node matter, nothing else.</summary>
    public async Task<(HttpStatusCode Status, string? Node)> GetAsync(string path = "/whoami")
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, NodeOf(response));
    }

    /// <summary>Any other request of a signed-in person.</summary>
    /// <returns>The status, and the text of the answer.</returns>
    public async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpMethod method, string path, string? text = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = text is null ? null : new StringContent(text) };
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<AdminWhoAmI> AdminWhoAmIAsync()
    {
        using var response = await _http.GetAsync(new Uri("/admin/whoami", UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<AdminWhoAmI>())!;
    }

    public void Dispose() => _http.Dispose();

    private static string? NodeOf(HttpResponseMessage response) => response.Headers.TryGetValues(ClusterHeaders.Node, out var values) ? values.Single() : null;

    public sealed record WhoAmI(string User, string Node, string Session);

    public sealed record AdminWhoAmI(string Node, string Role, long Term);
}
