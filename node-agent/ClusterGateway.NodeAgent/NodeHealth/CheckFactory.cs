using ClusterGateway.NodeAgent.NodeHealth.Checks;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>Makes a check of its options: the one place that knows all types.</summary>
internal sealed class CheckFactory(NodeHealthContext context, IClusterStore store, ClockSkewGauge skew, CertificateGauge certificates, TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = HttpCheck.CreateClient();

    public INodeCheck Create(PlannedCheck check)
    {
        var (name, options) = check;
        return options.Type switch
        {
            CheckTypes.Http => new HttpCheck(name, HttpCheck.TargetOf(options, context.Application)!, options.ExpectStatus, _http),
            CheckTypes.Tcp => new TcpCheck(name, TcpCheck.TargetOf(options, context.Application)!),
            CheckTypes.Command => new CommandCheck(name, options.Command, context.NodeId),
            CheckTypes.Path => new PathCheck(name, options.Directory!, options.Writable, context.NodeId),
            CheckTypes.Store => new StorePingCheck(name, store),
            CheckTypes.Clock => new ClockCheck(name, options.MaxSkew, store, skew, time),
            CheckTypes.Certificate => CertificateCheck.Of(name, options, certificates, time),
            CheckTypes.License => LicenseCheck.Of(name, options, context.NodeId, time),
            CheckTypes.Disk => new DiskCheck(name, options.Directory!, options.MinFree),
            _ => throw new InvalidOperationException($"check '{name}' has the unknown type '{options.Type}'"),
        };
    }

    public void Dispose() => _http.Dispose();
}
