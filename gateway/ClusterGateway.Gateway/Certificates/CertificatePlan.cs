using System.Collections.Immutable;
using ClusterGateway.Contracts.Certificates;

namespace ClusterGateway.Gateway.Certificates;

/// <summary>From what the agents tell and what this gateway holds: what to fetch, and what it holds then. Pure.</summary>
internal static class CertificatePlan
{
    /// <summary>The versions to fetch, those that should be served already before those that are only staged.</summary>
    public static IReadOnlyList<(string Name, long Version)> ToFetch(CertificateListView told, ImmutableDictionary<string, HeldVersions> held) =>
    [
        .. told.Items.Where(it => it.Active is not null && IsNews(it.Active, held.GetValueOrDefault(it.Name))).Select(it => (it.Name, it.Active!.Version)),
        .. told.Items.Where(it => it.Staged is not null && IsNews(it.Staged, held.GetValueOrDefault(it.Name))).Select(it => (it.Name, it.Staged!.Version)),
    ];

    /// <summary>
    /// What is served and held ready now. A version that was served is never followed by an older one, whatever a restored store tells; and a
    /// name that is not told at all is served on: a store that was emptied takes nobody's HTTPS away. Only a removal does.
    /// </summary>
    /// <param name="fetched">By name and version; what could not be fetched is missing.</param>
    public static ImmutableDictionary<string, HeldVersions> Apply(
        CertificateListView told, ImmutableDictionary<string, HeldVersions> held, IReadOnlyDictionary<(string Name, long Version), HeldVersion> fetched)
    {
        var next = held.ToBuilder();
        foreach (var removed in told.Removed)
        {
            if (held.GetValueOrDefault(removed.Name) is { } gone && Math.Max(gone.Serving?.Version ?? 0, gone.Staged?.Version ?? 0) <= removed.Version)
            {
                next.Remove(removed.Name);
            }
        }

        foreach (var it in told.Items)
        {
            var mine = held.GetValueOrDefault(it.Name) ?? new HeldVersions(null, null);
            HeldVersion? Find(CertificateVersionView? version) => version is null ? null
                : mine.Serving?.Version == version.Version ? mine.Serving
                : mine.Staged?.Version == version.Version ? mine.Staged
                : fetched.GetValueOrDefault((it.Name, version.Version));
            var serving = Find(it.Active) is { } active && active.Version > (mine.Serving?.Version ?? 0) ? active : mine.Serving;
            var staged = Find(it.Staged) is { } ready && ready.Version > (serving?.Version ?? 0) ? ready : null;
            if (serving is not null || staged is not null)
            {
                next[it.Name] = new HeldVersions(serving, staged);
            }
        }

        return next.ToImmutable();
    }

    /// <summary>What goes into the gateway's report.</summary>
    public static IReadOnlyList<string> Report(ImmutableDictionary<string, HeldVersions> held) =>
    [
        .. held.OrderBy(it => it.Key, StringComparer.Ordinal).SelectMany(it => new[]
        {
            it.Value.Serving is { } serving ? new HeldCertificate(it.Key, serving.Version, Serving: true) : null,
            it.Value.Staged is { } staged ? new HeldCertificate(it.Key, staged.Version, Serving: false) : null,
        }).OfType<HeldCertificate>().Select(it => it.ToString()),
    ];

    private static bool IsNews(CertificateVersionView told, HeldVersions? mine) =>
        told.Version > (mine?.Serving?.Version ?? 0) && told.Version != mine?.Staged?.Version;
}
