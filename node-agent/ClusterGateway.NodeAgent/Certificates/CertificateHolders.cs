using ClusterGateway.Contracts.Certificates;
using ClusterGateway.NodeAgent.Gateways;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>What gateways say they hold. Pure.</summary>
internal static class CertificateHolders
{
    public static CertificateHolderView Of(GatewayReading gateway, string name)
    {
        var held = gateway.Certificates.Select(HeldCertificate.Parse).OfType<HeldCertificate>().Where(c => c.Name == name).ToArray();
        return new CertificateHolderView(gateway.Id, held.FirstOrDefault(c => c.Serving)?.Version, held.FirstOrDefault(c => !c.Serving)?.Version);
    }

    /// <summary>The gateways that live, serve HTTPS, and do not hold this version; in the order of their ids.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<GatewayReading> gateways, string name, long version) =>
        [.. Living(gateways, name).Where(g => g.Serving != version && g.Staged != version).Select(g => g.Gateway)];

    /// <summary>The gateways that live and serve any version of it.</summary>
    public static IReadOnlyList<string> Serving(IEnumerable<GatewayReading> gateways, string name) =>
        [.. Living(gateways, name).Where(g => g.Serving is not null).Select(g => g.Gateway)];

    /// <summary>The highest version that any gateway holds, also a silent one: a store that was emptied does not know it any more.</summary>
    public static long Highest(IEnumerable<GatewayReading> gateways, string name) =>
        gateways.Select(g => Of(g, name)).Max(g => (long?)Math.Max(g.Serving ?? 0, g.Staged ?? 0)) ?? 0;

    private static IEnumerable<CertificateHolderView> Living(IEnumerable<GatewayReading> gateways, string name) => gateways
        .Where(g => g.IsAlive && g.TakesCertificates)
        .Select(g => Of(g, name))
        .OrderBy(g => g.Gateway, StringComparer.Ordinal);
}
