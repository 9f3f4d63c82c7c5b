using System.Net;
using ClusterGateway.Contracts.Nodes;
using FilePortal;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Samples.Tests.FilePortal;

/// <summary>A portal on a port of its own, with a browser of its own: cookies are kept, redirects are not followed.</summary>
internal sealed class PortalUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryDirectory? _documents;
    private readonly bool _ownsAgent;
    private string? _sharedDocuments;
    private (string Key, string Value)[] _settings = [];
    private bool _borrowed;

    private PortalUnderTest(WebApplication app, StubAgent agent, TemporaryDirectory? documents, bool ownsAgent)
    {
        (_app, Agent, _documents, _ownsAgent) = (app, agent, documents, ownsAgent);
        Http = NewClient();
    }

    public StubAgent Agent { get; }

    /// <summary>The shared folder.</summary>
    public string Documents => _sharedDocuments!;

    /// <summary>Everything that the portal logged, at every level.</summary>
    public required LogRecorder Log { get; init; }

    public HttpClient Http { get; }

    public string Url => _app.Urls.Single();

    /// <param name="sharedDocuments">A folder that outlives this portal; otherwise it has one of its own.</param>
    public static async Task<PortalUnderTest> StartAsync(string? sharedDocuments = null, params (string Key, string Value)[] settings) =>
        await StartAsync(await StubAgent.StartAsync(), ownsAgent: true, sharedDocuments, settings);

    /// <summary>Another node: the same documents, and the same shared state.</summary>
    public async Task<PortalUnderTest> OnAnotherNodeAsync() =>
        await StartAsync(Agent, ownsAgent: false, _sharedDocuments, [("Portal:Node", "node2"), .. _settings]);

    private static async Task<PortalUnderTest> StartAsync(
        StubAgent agent, bool ownsAgent, string? sharedDocuments, (string Key, string Value)[] settings)
    {
        var documents = sharedDocuments is null ? new TemporaryDirectory() : null;
        var configuration = new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Portal:Node"] = "node1",
            ["Portal:Agent"] = agent.Url,
            ["Portal:AgentToken"] = StubAgent.Token,
            ["Portal:Documents"] = sharedDocuments ?? documents!.Path,
            ["Portal:Users:0:Name"] = "alice",
            ["Portal:Users:0:Password"] = "wonder<land>",
            ["Portal:Users:1:Name"] = "bob",
            ["Portal:Users:1:Password"] = "builder",
            ["Portal:Admin:Name"] = "admin",
            ["Portal:Admin:Password"] = "secret",
        };
        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        var log = new LogRecorder();
        var app = PortalApp.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(configuration);
            builder.Logging.ClearProviders();
            builder.Logging.SetMinimumLevel(LogLevel.Trace);
            builder.Logging.AddProvider(log);
        });
        await app.StartAsync();
        return new PortalUnderTest(app, agent, documents, ownsAgent) { _sharedDocuments = configuration["Portal:Documents"], _settings = settings, Log = log };
    }

    /// <summary>The same portal, with cookies of its own; it is not stopped with it.</summary>
    public PortalUnderTest InAnotherBrowser()
    {
        Agent.Role = NodeRole.Primary;
        return new(_app, Agent, _documents, ownsAgent: false) { _borrowed = true, _sharedDocuments = _sharedDocuments, _settings = _settings, Log = Log };
    }

    private HttpClient NewClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(Url) };

    public Task<HttpResponseMessage> SignInAsync(string password = "wonder<land>") => PostAsync("/login", ("user", "alice"), ("password", password));

    public Task<HttpResponseMessage> SignInAsBobAsync() => PostAsync("/login", ("user", "bob"), ("password", "builder"));

    public Task<HttpResponseMessage> SignInAsAdminAsync() => PostAsync("/admin/login", ("user", "admin"), ("password", "secret"));

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        Http.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    /// <summary>A form, and what the browser that sends it wants to see.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string accept, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Accept", accept);
        return await Http.SendAsync(request);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string accept = "*/*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);
        return await Http.SendAsync(request);
    }

    /// <summary>The anti-forgery token of the signed-in session's forms.</summary>
    public async Task<string> FormTokenAsync()
    {
        var page = await Http.GetStringAsync("/files");
        return page.Split("name=\"token\" value=\"")[1].Split('"')[0];
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_borrowed)
        {
            return;
        }

        await _app.DisposeAsync();
        if (_ownsAgent)
        {
            await Agent.DisposeAsync();
        }

        _documents?.Dispose();
    }
}
