using ClusterGateway.Hosting.Screening;
using ClusterGateway.NodeAgent.Screening.Configuration;

namespace ClusterGateway.NodeAgent.Screening;

/// <summary>What is never counted nor blocked.</summary>
internal sealed class AllowedNetworks(ScreeningOptions options)
{
    public IReadOnlyList<AddressRange> All { get; } =
        [.. AddressRange.Loopback, .. options.AllowList.Select(text => AddressRange.TryParse(text, 32, 128, out var range) ? range : (AddressRange?)null).OfType<AddressRange>()];

    /// <summary>Whether all of it is allowed.</summary>
    public bool Contain(AddressRange range) => All.Any(allowed => allowed.Contains(range));

    public bool Contain(UInt128 address) => All.Any(allowed => allowed.Contains(address));
}
