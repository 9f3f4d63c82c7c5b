using System.Collections.Immutable;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Hosting.Certificates;

namespace ClusterGateway.Gateway.Certificates;

/// <summary>
/// Follows the agents' list of certificates with a long poll, fetches what is new, and serves what is active. Whatever fails, the old one is
/// served on, and it is tried again.
/// </summary>
internal sealed partial class SharedCertificatesWorker(
    IAgentClient agents, HeldCertificates held, CertificateCopy copy, GatewayOptions options, TimeProvider time, ILogger<SharedCertificatesWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private string? _failure;

    /// <summary>From the disk, before the first connection.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (held.IsOn && copy.Read() is { IsEmpty: false } kept)
        {
            held.Replace(kept);
            Log.Loaded(logger, kept.Count);
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? seen = null;
        while (held.IsOn && options.Nodes.Count > 0 && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                var told = await agents.GetCertificatesAsync(seen, LongestWait, stoppingToken);
                seen = await TakeAsync(told, stoppingToken) ? told.Revision : null;
            }
            catch (HttpRequestException exception)
            {
                Explain($"no agent tells the certificates: {exception.Message}");
                seen = null;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            if (seen is null)
            {
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>False when something is missing yet.</returns>
    private async Task<bool> TakeAsync(CertificateListView told, CancellationToken stoppingToken)
    {
        var before = held.Current;
        var fetched = new Dictionary<(string, long), HeldVersion>();
        var complete = true;
        foreach (var (name, version) in CertificatePlan.ToFetch(told, before))
        {
            if (await FetchAsync(name, version, stoppingToken) is { } found)
            {
                fetched[(name, version)] = found;
            }
            else
            {
                complete = false;
            }
        }

        var after = CertificatePlan.Apply(told, before, fetched);
        if (!CertificatePlan.Report(after).SequenceEqual(CertificatePlan.Report(before)))
        {
            held.Replace(after);
            copy.Write(after);
            Tell(before, after);
        }

        if (complete)
        {
            _failure = null;
        }

        return complete;
    }

    private async Task<HeldVersion?> FetchAsync(string name, long version, CancellationToken stoppingToken)
    {
        try
        {
            return HeldVersion.Of(await agents.GetCertificateBundleAsync(name, version, stoppingToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or CertificateMistakeException)
        {
            Explain($"version {version} of '{name}' cannot be fetched: {exception.Message}");
            return null;
        }
    }

    private void Tell(ImmutableDictionary<string, HeldVersions> before, ImmutableDictionary<string, HeldVersions> after)
    {
        foreach (var (name, now) in after)
        {
            var was = before.GetValueOrDefault(name);
            if (now.Serving is { } serving && serving.Version != was?.Serving?.Version)
            {
                Log.Serving(logger, name, serving.Version, serving.Certificate.Fingerprint, serving.Certificate.NotAfter);
            }

            if (now.Staged is { } staged && staged.Version != was?.Staged?.Version)
            {
                Log.Staged(logger, name, staged.Version);
            }
        }

        foreach (var name in before.Keys.Except(after.Keys, StringComparer.Ordinal))
        {
            Log.Removed(logger, name);
        }
    }

    private void Explain(string reason)
    {
        if (_failure != reason)
        {
            Log.Failing(logger, reason);
        }

        _failure = reason;
    }

    private static partial class Log
    {
        [LoggerMessage(1900, LogLevel.Information, "Certificate {Name} version {Version} is served from now on: {Fingerprint}, until {End:u}")]
        public static partial void Serving(ILogger logger, string name, long version, string fingerprint, DateTimeOffset end);

        [LoggerMessage(1901, LogLevel.Information, "Certificate {Name} version {Version} is held ready")]
        public static partial void Staged(ILogger logger, string name, long version);

        [LoggerMessage(1902, LogLevel.Information, "Certificate {Name} was removed and is served no more")]
        public static partial void Removed(ILogger logger, string name);

        [LoggerMessage(1903, LogLevel.Warning, "The certificates cannot be brought up to date, those at hand are served on: {Reason}")]
        public static partial void Failing(ILogger logger, string reason);

        [LoggerMessage(1904, LogLevel.Information, "{Count} certificates were read from the copy on disk")]
        public static partial void Loaded(ILogger logger, int count);
    }
}
