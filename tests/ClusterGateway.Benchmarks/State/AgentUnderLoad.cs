using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Benchmarks.State;

/// <summary>One agent as it is installed, on the store under test.</summary>
internal sealed class AgentUnderLoad : IAsyncDisposable
{
    private const int Links = 1000;

    private readonly ChildProcess _process;
    private readonly HttpClient _http;

    private AgentUnderLoad(ChildProcess process, Uri url, DirectoryInfo directory)
    {
        _process = process;
        Url = url;
        Directory = directory;
        _http = new HttpClient { BaseAddress = url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public static string Token => "benchmark-app-token-0123456789";

    public Uri Url { get; }

    public int Id => _process.Id;

    /// <summary>The tokens of the links that were made, one a line.</summary>
    public string LinkTokens => Path.Combine(Directory.FullName, "links");

    private DirectoryInfo Directory { get; }

    public static async Task<AgentUnderLoad> StartAsync(IRawStore store)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("benchmark-agent-");
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var process = ChildProcess.Start(
            "dotnet", ["exec", RepositoryRoot.Assembly("node-agent/ClusterGateway.NodeAgent", "node-agent")],
            directory: directory.FullName, environment: Settings(store, url, directory.FullName));
        var agent = new AgentUnderLoad(process, url, directory);
        await Eventually.TrueAsync(agent.IsPrimaryAsync, "the agent became primary", TimeSpan.FromSeconds(60));
        return agent;
    }

    /// <summary>Locks that stay, and links to resolve.</summary>
    public async Task PrepareAsync(bool links)
    {
        for (var i = 1; i <= RawValues.HeldLocks; i++)
        {
            using var locked = await _http.PostAsJsonAsync($"/v1/locks/held-{i}", new { lockId = "0123456789abcdef0123456789abcdef" });
            locked.EnsureSuccessStatusCode();
        }

        if (!links)
        {
            await File.WriteAllLinesAsync(LinkTokens, ["none"]);
            return;
        }

        var tokens = new List<string>();
        for (var i = 0; i < Links; i++)
        {
            using var created = await _http.PostAsJsonAsync("/v1/links", new { target = $"/documents/{i}", owner = "benchmark" });
            created.EnsureSuccessStatusCode();
            tokens.Add((await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!);
        }

        await File.WriteAllLinesAsync(LinkTokens, tokens);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _http.Dispose();
        Directory.Delete(recursive: true);
    }

    private async Task<bool> IsPrimaryAsync()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"the agent ended: {_process.Output}");
        }

        try
        {
            using var response = await _http.GetAsync(new Uri("/primary", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Dictionary<string, string> Settings(IRawStore store, Uri url, string directory) => new()
    {
        ["Urls"] = url.ToString(),
        ["ClusterGateway__Node__Id"] = "node1",
        ["ClusterGateway__Node__Advertise"] = url.ToString(),
        ["ClusterGateway__Store__Provider"] = store.Provider,
        ["ClusterGateway__Store__Connection"] = store.Connection,
        ["ClusterGateway__DataDirectory"] = directory,
        ["ClusterGateway__Tokens__Admin"] = "benchmark-admin-token-0123456789",
        ["ClusterGateway__Tokens__Gateway"] = "benchmark-gateway-token-0123456789",
        ["ClusterGateway__Tokens__Agent"] = "benchmark-agent-token-0123456789",
        ["ClusterGateway__Tokens__App"] = Token,
    };
}
