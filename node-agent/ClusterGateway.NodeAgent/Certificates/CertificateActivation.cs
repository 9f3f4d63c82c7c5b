using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Diagnostics;
using ClusterGateway.NodeAgent.Gateways;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>
/// Makes the staged version the one that is served, once every gateway that lives holds it; and removes what no gateway serves.
/// </summary>
internal sealed partial class CertificateActivation(
    CertificateStore certificates, CertificateWriter writer, GatewayStore gateways, StoreClock clock, TimeProvider time, ILogger<CertificateActivation> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <param name="patience">How long gateways may take to fetch the staged version.</param>
    public async Task<(StoredCertificate? Now, Problem? Refused)> ActivateAsync(
        string name, Func<StoredCertificate, Problem?> refuse, bool force, TimeSpan patience, string actor, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var seen = await certificates.ReadAsync(name, cancellationToken);
            if ((Refuse(seen) ?? refuse(seen)) is { } refused)
            {
                return (null, refused);
            }

            var missing = CertificateHolders.Missing(await gateways.ReadAsync(cancellationToken), name, seen.Staged!.Version);
            if (missing.Count == 0 || force)
            {
                return await ActivateAsync(seen, missing, actor, cancellationToken);
            }

            if (time.GetElapsedTime(started) >= patience)
            {
                return (null, Problem.Of(
                    ProblemTypes.Refused, $"{string.Join(", ", missing)} does not hold version {seen.Staged.Version} yet; wait (?wait=30s), look at its log, or activate it with force"));
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    public async Task<(StoredCertificate? Now, Problem? Refused)> RemoveAsync(StoredCertificate seen, bool force, string actor, CancellationToken cancellationToken)
    {
        var serving = seen.Active is null ? [] : CertificateHolders.Serving(await gateways.ReadAsync(cancellationToken), seen.Name);
        if (serving.Count > 0 && !force)
        {
            return (null, Problem.Of(
                ProblemTypes.Refused, $"{string.Join(", ", serving)} serves it: clients of its names would get another certificate, or none. Remove it with force if that is meant"));
        }

        var result = await writer.RemoveAsync(seen, serving.Count > 0 ? $"forced, {string.Join(", ", serving)} served it" : null, actor, cancellationToken);
        if (result.Now is not null)
        {
            Log.Removed(logger, seen.Name);
        }

        return result;
    }

    private async Task<(StoredCertificate? Now, Problem? Refused)> ActivateAsync(
        StoredCertificate seen, IReadOnlyList<string> missing, string actor, CancellationToken cancellationToken)
    {
        var next = seen.Staged! with { ActivatedAt = clock.Now };
        var reason = missing.Count > 0 ? $"forced, {string.Join(", ", missing)} did not hold it" : null;
        var result = await writer.ActivateAsync(seen, next, reason, actor, cancellationToken);
        if (result.Now is not null)
        {
            Log.Activated(logger, seen.Name, next.Version, next.Fingerprint);
        }

        return result;
    }

    private static Problem? Refuse(StoredCertificate seen)
    {
        if (!seen.Exists)
        {
            return CertificateProblems.NotFound(seen.Name);
        }

        return seen.Staged is null ? Problem.Of(ProblemTypes.Refused, $"nothing is staged: version {seen.Active!.Version} is active") : null;
    }

    private static partial class Log
    {
        [LoggerMessage(2501, LogLevel.Information, "certificate {Name} version {Version} is active, fingerprint {Fingerprint}", EventName = "CertificateActivated")]
        public static partial void Activated(ILogger logger, string name, long version, string fingerprint);

        [LoggerMessage(2502, LogLevel.Information, "certificate {Name} is removed", EventName = "CertificateRemoved")]
        public static partial void Removed(ILogger logger, string name);
    }
}
