using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using ClusterGateway.Gateway.Https;

namespace ClusterGateway.Gateway.Certificates;

/// <summary>The cluster's certificates as this gateway holds them, for whoever reports them; one writer, the worker.</summary>
internal sealed class HeldCertificates(CertificateShelf shelf, IOptions<HttpsOptions> options)
{
    private volatile ImmutableDictionary<string, HeldVersions> _current = ImmutableDictionary<string, HeldVersions>.Empty;
    private volatile TaskCompletionSource _changed = New();

    /// <summary>Whether this gateway serves HTTPS at all.</summary>
    public bool IsOn => options.Value.Enabled;

    public ImmutableDictionary<string, HeldVersions> Current => _current;

    /// <summary>Completes at the next change. Take it first, then look.</summary>
    public Task Changed => _changed.Task;

    /// <summary>Served from now on.</summary>
    public void Replace(ImmutableDictionary<string, HeldVersions> held)
    {
        shelf.ReplaceShared([.. held.Values.Select(it => it.Serving?.Certificate).OfType<ServedCertificate>()]);
        _current = held;
        var changed = _changed;
        _changed = New();
        changed.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
