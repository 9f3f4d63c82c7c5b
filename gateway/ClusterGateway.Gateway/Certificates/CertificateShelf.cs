using ClusterGateway.Gateway.Https;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Certificates;

/// <summary>All certificates that this gateway serves now, whatever their source; swapped whole, so that a handshake sees the old or the new one.</summary>
internal sealed class CertificateShelf(IOptions<HttpsOptions> options)
{
    private readonly Lock _lock = new();
    private IReadOnlyList<ServedCertificate> _shared = [];
    private IReadOnlyList<ServedCertificate> _files = [];
    private volatile CertificateTable _table = CertificateTable.Empty;

    public CertificateTable Current => _table;

    public void ReplaceShared(IReadOnlyList<ServedCertificate> certificates)
    {
        lock (_lock)
        {
            _shared = certificates;
            _table = new CertificateTable([.. _shared, .. _files], options.Value.Default);
        }
    }

    public void ReplaceFiles(IReadOnlyList<ServedCertificate> certificates)
    {
        lock (_lock)
        {
            _files = certificates;
            _table = new CertificateTable([.. _shared, .. _files], options.Value.Default);
        }
    }
}
