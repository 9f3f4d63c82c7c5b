using System.Net;
using System.Net.Http.Json;
using System.Text;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.ShareLinks;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

/// <summary>What an application asks its agent.</summary>
internal sealed class LinkCalls(HttpClient http)
{
    public const string Password = "correct horse battery staple";

    public HttpClient Http => http;

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return http.SendAsync(request);
    }

    public async Task<NewShareLinkView> CreateAsync(ShareLinkRequest link, params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(
            HttpMethod.Post, "/v1/links", System.Text.Json.JsonSerializer.Serialize(link, ContractsJson.Default.ShareLinkRequest), headers);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.NewShareLinkView))!;
    }

    public async Task<(ShareLinkView Link, string Tag)> FindAsync(string id)
    {
        using var answer = await SendAsync(HttpMethod.Get, "/v1/links/" + id);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return ((await answer.Content.ReadFromJsonAsync(ContractsJson.Default.ShareLinkView))!, answer.Headers.ETag!.ToString());
    }

    public async Task<Page<ShareLinkView>> ListAsync(string query) =>
        (await http.GetFromJsonAsync("/v1/links" + query, ContractsJson.Default.PageShareLinkView))!;

    /// <summary>The status and, of an error, its name.</summary>
    public async Task<(int Status, string? Problem)> PatchAsync(string id, string json, string? ifMatch = "*")
    {
        using var answer = await SendAsync(HttpMethod.Patch, "/v1/links/" + id, json, ifMatch is null ? [] : [("If-Match", ifMatch)]);
        return await OutcomeAsync(answer);
    }

    public async Task<(int Status, string? Problem)> RevokeAsync(string id, string? ifMatch = null)
    {
        using var answer = await SendAsync(HttpMethod.Delete, "/v1/links/" + id, null, ifMatch is null ? [] : [("If-Match", ifMatch)]);
        return await OutcomeAsync(answer);
    }

    public Task<HttpResponseMessage> ResolveAsync(string token, string? password = null, string? client = null) => http.PostAsJsonAsync(
        "/v1/links/resolve", new ResolveRequest { Token = token, Password = password, Client = client }, ContractsJson.Default.ResolveRequest);

    public async Task<(int Status, string? Problem)> TryResolveAsync(string token, string? password = null, string? client = null)
    {
        using var answer = await ResolveAsync(token, password, client);
        return await OutcomeAsync(answer);
    }

    public async Task<GrantView> GrantAsync(string token, string? password = null, string? client = null)
    {
        using var answer = await ResolveAsync(token, password, client);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.GrantView))!;
    }

    public async Task<int> ConsumeAsync(string grant)
    {
        using var answer = await http.PostAsJsonAsync("/v1/links/consume", new ConsumeRequest { Grant = grant }, ContractsJson.Default.ConsumeRequest);
        return (int)answer.StatusCode;
    }

    public static async Task<(int Status, string? Problem)> OutcomeAsync(HttpResponseMessage answer) => (
        (int)answer.StatusCode,
        answer.IsSuccessStatusCode ? null : (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.ProblemView))!.Name);
}
