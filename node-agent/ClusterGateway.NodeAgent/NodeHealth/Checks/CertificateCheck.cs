using System.Globalization;
using ClusterGateway.Contracts;

namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>How long a certificate is still valid: the first one of a PEM file, or the one that a TLS server shows.</summary>
/// <param name="source">The file or the address, as the sentences name it.</param>
/// <param name="read">The certificate itself first, then what else belongs to its chain.</param>
internal sealed class CertificateCheck(
    string name, string source, int minDays, Func<CancellationToken, Task<IReadOnlyList<CertificateDates>>> read, CertificateGauge gauge, TimeProvider time)
    : INodeCheck
{
    public string Type => CheckTypes.Certificate;

    public string Name => name;

    public static CertificateCheck Of(string name, CheckOptions options, CertificateGauge gauge, TimeProvider time) => options.File is { } file
        ? new(name, file, options.MinDays, async _ => CertificateDates.OfPem(await FileHead.ReadAsync(file)), gauge, time)
        : new(name, options.Address!, options.MinDays, async stop => [await TlsHandshake.CertificateOfAsync(
            TcpCheck.TargetOf(options, application: null)!, options.ServerName, stop)], gauge, time);

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var chain = await read(cancellationToken);
        if (chain is [var leaf, ..])
        {
            gauge.Record(name, leaf.To);
        }

        return Judge(source, chain, minDays, time.GetUtcNow());
    }

    /// <summary>
    /// The first certificate decides. One of its chain that ends sooner is only mentioned: clients often know another way to a root, and
    /// files carry certificates that nobody needs any more.
    /// </summary>
    public static CheckResult Judge(string source, IReadOnlyList<CertificateDates> chain, int minDays, DateTimeOffset now)
    {
        if (chain is [])
        {
            return CheckResult.Fail($"{source} holds no certificate; it must be a PEM file with -----BEGIN CERTIFICATE-----");
        }

        var leaf = chain[0];
        var sentence = $"the certificate {leaf.Subject} of {source} {Expiry.Clause(leaf.To, now)}";
        if (leaf.From > now)
        {
            return CheckResult.Fail(string.Create(
                CultureInfo.InvariantCulture, $"the certificate {leaf.Subject} of {source} is valid only from {leaf.From:yyyy-MM-dd HH:mm} UTC on"));
        }

        if (Expiry.IsOver(leaf.To, now) || Expiry.IsNear(leaf.To, now, minDays))
        {
            return CheckResult.Fail(sentence, new WarningView(WarningCodes.CertificateExpiring, $"{sentence}: renew it"));
        }

        return CheckResult.Pass(chain.MinBy(c => c.To) is { } first && first.To < leaf.To
            ? $"{sentence}; {first.Subject} of its chain {Expiry.Clause(first.To, now)}"
            : sentence);
    }
}
