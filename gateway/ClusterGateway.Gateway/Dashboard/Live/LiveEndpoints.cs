using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Dashboard.SignIn;

namespace ClusterGateway.Gateway.Dashboard.Live;

/// <summary>What keeps an open page up to date: an event stream of the sections that changed, named by their ids.</summary>
internal static class LiveEndpoints
{
    public const string Path = "/live";

    public static void MapLive(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(Path, (
        HttpContext context, Fragments fragments, DashboardOptions options, IHostApplicationLifetime lifetime, TimeProvider time) =>
        TypedResults.ServerSentEvents(FollowAsync(context, fragments, options, lifetime, time, context.RequestAborted)));

    /// <summary>Ends with the viewer, with the sign-in, and with the gateway, which would wait for it otherwise.</summary>
    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(
        HttpContext viewer, Fragments fragments, DashboardOptions options, IHostApplicationLifetime lifetime, TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource(SignedInFor(viewer, time), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(end.Token, lifetime.ApplicationStopping, cancellationToken);
        var admin = viewer.AsAdmin();
        var sent = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!stop.IsCancellationRequested)
        {
            var rendering = await fragments.TakeAsync(admin);
            foreach (var (id, html) in rendering.Sections.Where(section => sent.GetValueOrDefault(section.Key) != section.Value))
            {
                sent[id] = html;
                yield return new SseItem<string>(html, id);
            }

            yield return new SseItem<string>(Moment.Clock(rendering.Picture.Now), "time") { ReconnectionInterval = TimeSpan.FromSeconds(1) };
            await Task.Delay(options.Refresh, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TimeSpan SignedInFor(HttpContext viewer, TimeProvider time)
    {
        var left = viewer.SessionEnd() - time.GetUtcNow();
        return left is null ? Timeout.InfiniteTimeSpan : left > TimeSpan.Zero ? left.Value : TimeSpan.Zero;
    }
}
