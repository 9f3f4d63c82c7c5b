using System.Collections.Concurrent;
using ClusterGateway.Contracts;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Primacy;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>
/// The application of a node as one should be: it writes only when its own agent says in time that this node is primary in the request's
/// term. It notes what it got, and what it wrote.
/// </summary>
internal sealed class RecordingApplication(string node, Uri agent, FakeApplication server, ConcurrentQueue<AdminArrival> arrivals, TestClock clock)
    : IAsyncDisposable
{
    public const string Path = "/admin/writes/";

    /// <summary>A yes is good for a third of the lease after it was given (2.7 s of 8 s), and may have been given when it was asked for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly HttpClient _http = new() { Timeout = Patience };

    public Uri Address => server.Address;

    public static async Task<RecordingApplication> StartAsync(string node, Uri agent, ConcurrentQueue<AdminArrival> arrivals, TestClock clock)
    {
        var server = await FakeApplication.StartAsync(node);
        var application = new RecordingApplication(node, agent, server, arrivals, clock);
        server.Respond = application.AnswerAsync;
        return application;
    }

    public Task StopAsync() => server.StopAsync();

    /// <summary>At its old address.</summary>
    public Task StartAsync() => server.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        _http.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var at = clock.Now;
        server.Requests.Clear();
        if (context.Request.Path.Value is not { } path || !path.StartsWith(Path, StringComparison.Ordinal))
        {
            return;
        }

        _ = long.TryParse(context.Request.Headers[ClusterHeaders.Term], out var term);
        var yes = await IsPrimaryAsync(term);
        var now = clock.Now;
        var accepted = yes && now - at < Patience;
        arrivals.Enqueue(new AdminArrival(node, term, path[Path.Length..], at, accepted ? now : null));
        context.Response.StatusCode = accepted ? StatusCodes.Status200OK : StatusCodes.Status409Conflict;
    }

    private async Task<bool> IsPrimaryAsync(long term)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(agent, $"/primary?term={term}"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
