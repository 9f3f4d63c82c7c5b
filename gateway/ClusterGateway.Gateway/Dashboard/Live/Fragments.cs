using System.Collections.Frozen;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Dashboard.Pages.Sections;
using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Live;

/// <summary>
/// The sections of the overview as HTML. Rendered once for all who ask within one interval of the refreshing, and only when somebody asks.
/// </summary>
internal sealed class Fragments(PictureSource pictures, IServiceProvider services, DashboardOptions options, TimeProvider time)
{
    /// <summary>By the id of the element that they fill.</summary>
    private static readonly (string Id, Type Component)[] Sections =
    [
        ("headline", typeof(HeadlineSection)), ("summary", typeof(SummarySection)), ("lease", typeof(LeaseSection)), ("nodes", typeof(NodesSection)),
        ("events", typeof(EventsSection)), ("gateways", typeof(GatewaysSection)), ("shared", typeof(SharedSection)),
    ];

    private readonly Lock _lock = new();
    private readonly (Task<Rendering>? Task, long At)[] _latest = new (Task<Rendering>?, long)[2];

    /// <param name="admin">The administrator who looks; null for anybody else.</param>
    public Task<Rendering> TakeAsync(AgentCaller? admin)
    {
        lock (_lock)
        {
            ref var latest = ref _latest[admin is null ? 0 : 1];
            if (latest.Task is null || (latest.Task.IsCompleted && (latest.Task.IsFaulted || time.GetElapsedTime(latest.At) >= Age)))
            {
                latest = (RenderAsync(admin), time.GetTimestamp());
            }

            return latest.Task!;
        }
    }

    /// <summary>A little less than an interval: timers of viewers are never exact.</summary>
    private TimeSpan Age => options.Refresh.Value * 0.9;

    private async Task<Rendering> RenderAsync(AgentCaller? admin)
    {
        var picture = await pictures.TakeAsync(admin);
        var sections = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, component) in Sections)
        {
            var parameters = new Dictionary<string, object?> { [nameof(Section.Picture)] = picture, [nameof(Section.IsAdmin)] = admin is not null };
            sections[id] = await Page.RenderAsync(component, parameters, services);
        }

        return new Rendering(picture, sections.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
