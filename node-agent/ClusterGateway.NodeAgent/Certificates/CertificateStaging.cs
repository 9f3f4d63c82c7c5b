using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Certificates;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Diagnostics;
using ClusterGateway.NodeAgent.Encryption;
using ClusterGateway.NodeAgent.Gateways;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>Takes an upload: checks it, gives it a version, seals it, and stores it as staged. Nobody serves it by that.</summary>
internal sealed partial class CertificateStaging(
    CertificateSeal seal, CertificateWriter writer, GatewayStore gateways, StoreClock clock, ILogger<CertificateStaging> logger)
{
    public async Task<(StoredCertificate? Now, Problem? Refused)> StageAsync(
        StoredCertificate seen, CertificateUploadRequest request, bool force, string actor, CancellationToken cancellationToken)
    {
        if (!seal.IsPossible)
        {
            return (null, Problem.Of(ProblemTypes.Refused, EncryptionKeys.Missing));
        }

        var now = clock.Now;
        var (upload, refused) = Read(request, force, now);
        if (upload is null)
        {
            return (null, refused);
        }

        var version = NextVersion(seen.Highest, CertificateHolders.Highest(await gateways.ReadAsync(cancellationToken), seen.Name), now);
        var record = new CertificateRecord(
            seen.Name, version, upload.Fingerprint, upload.Subject, upload.Issuer, upload.Names, upload.NotBefore, upload.NotAfter, upload.Key, upload.Issuers,
            now, ActivatedAt: null, seal.Seal(seen.Name, version, upload.Bundle));
        var result = await writer.StageAsync(seen, record, actor, cancellationToken);
        if (result.Now is not null)
        {
            Log.Staged(logger, seen.Name, version, upload.Fingerprint);
        }

        return result;
    }

    /// <summary>
    /// The store's time in seconds, or one more than any version of this name that somebody remembers: it rises also when the store was
    /// emptied or the certificate removed in between, so that no gateway takes a new upload for an old one.
    /// </summary>
    public static long NextVersion(long stored, long held, DateTimeOffset now) => Math.Max(Math.Max(stored, held) + 1, now.ToUnixTimeSeconds());

    private static (CertificateUpload? Upload, Problem? Refused) Read(CertificateUploadRequest request, bool force, DateTimeOffset now)
    {
        try
        {
            var upload = CertificateUpload.Read(request, now);
            return upload.Mistakes.Count == 0 || force
                ? (upload, null)
                : (null, Problem.Of(ProblemTypes.CertificateMismatch, $"{string.Join("; ", upload.Mistakes)}. With force=true it is taken all the same"));
        }
        catch (CertificateMistakeException exception)
        {
            return (null, Problem.Of(ProblemTypes.CertificateMismatch, exception.Message));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2500, LogLevel.Information, "certificate {Name} version {Version} is staged, fingerprint {Fingerprint}", EventName = "CertificateStaged")]
        public static partial void Staged(ILogger logger, string name, long version, string fingerprint);
    }
}
