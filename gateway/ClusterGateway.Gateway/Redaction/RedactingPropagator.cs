using System.Diagnostics;

namespace ClusterGateway.Gateway.Redaction;

/// <summary>
/// Is asked, for each request to a node, to write the trace's headers, after the HTTP client put the URL into its activity and before anybody
/// was shown it: the moment to put there what may be shown.
/// </summary>
internal sealed class RedactingPropagator(DistributedContextPropagator inner) : DistributedContextPropagator
{
    private const string Url = "url.full";

    public override IReadOnlyCollection<string> Fields => inner.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (PathRedaction.Current is { } redaction && activity?.GetTagItem(Url) is not null && carrier is HttpRequestMessage { RequestUri: { } uri })
        {
            activity.SetTag(Url, uri.GetLeftPart(UriPartial.Authority) + redaction.Path);
        }

        inner.Inject(activity, carrier, setter);
    }

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        inner.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
        inner.ExtractBaggage(carrier, getter);
}
