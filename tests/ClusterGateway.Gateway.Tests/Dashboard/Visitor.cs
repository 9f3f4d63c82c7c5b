using System.Net;
using System.Text.RegularExpressions;
using ClusterGateway.Gateway.Tests.Running;

namespace ClusterGateway.Gateway.Tests.Dashboard;

/// <summary>Somebody with a browser that keeps cookies and runs no script.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly CookieContainer _cookies;
    private readonly HttpClient _http;

    public Visitor(RunningGateway gateway, CookieContainer? cookies = null)
    {
        _cookies = cookies ?? new CookieContainer();
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = gateway.Management.BaseAddress,
        };
    }

    /// <summary>The same browser at another gateway, or at one that has just started again.</summary>
    public Visitor At(RunningGateway gateway) => new(gateway, _cookies);

    public static async Task<Visitor> SignedInAsync(RunningGateway gateway)
    {
        var visitor = new Visitor(gateway);
        using var response = await visitor.SignInAsync(RunningGateway.AdminToken);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return visitor;
    }

    public Task<HttpResponseMessage> SignInAsync(string token) => SubmitAsync("/sign-in", ("token", token));

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(path, UriKind.Relative));

    public Task<string> ReadAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative));

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

    /// <summary>The antiforgery token of the form on a page.</summary>
    public async Task<string> TokenAsync(string path) => WebUtility.HtmlDecode(Token().Match(await ReadAsync(path)).Groups[1].Value);

    /// <summary>Loads the page, and sends its form with these fields.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, params (string Name, string Value)[] fields) =>
        await PostAsync(path, [("__RequestVerificationToken", await TokenAsync(path)), .. fields]);

    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await _http.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    public void Dispose() => _http.Dispose();

    // The last one is that of the page's own form; the first may be that of the sign-out.
    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"", RegexOptions.RightToLeft)]
    private static partial Regex Token();
}
