using System.Net;
using ClusterGateway.Gateway.Agents;

namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>The last events, read on from where the last reading ended; only while somebody looks.</summary>
internal sealed class EventTail(IAgentClient agents, TimeProvider time)
{
    private const int Kept = 100;

    private readonly Recent<EventLines> _recent = new(new EventLines([], null), TimeSpan.FromMilliseconds(500), time);
    private string? _after;
    private EventLines _lines = new([], null);

    public Task<Recent<EventLines>.Reading> ReadAsync(CancellationToken cancellationToken) => _recent.GetAsync(() => ReadOnAsync(cancellationToken));

    private async Task<EventLines> ReadOnAsync(CancellationToken cancellationToken)
    {
        try
        {
            string? next;
            do
            {
                var page = await agents.GetEventsAsync(_after, cancellationToken);
                _lines = _lines.With(page.Items, Kept);
                next = page.Next;
                _after = next ?? (page.Items is [.., var last] ? last.Id : _after);
            }
            while (next is not null);
        }
        catch (HttpRequestException exception) when (exception.StatusCode == HttpStatusCode.Gone)
        {
            // Nobody looked for so long that what came next is not kept any more.
            (_after, _lines) = (null, new EventLines([], null));
        }

        return _lines;
    }
}
