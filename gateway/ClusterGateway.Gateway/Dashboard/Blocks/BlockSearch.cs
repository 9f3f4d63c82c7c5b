using ClusterGateway.Contracts.Screening;
using ClusterGateway.Hosting.Screening;

namespace ClusterGateway.Gateway.Dashboard.Blocks;

/// <summary>Blocks of whoever is looked for. Pure.</summary>
internal static class BlockSearch
{
    /// <param name="find">An address or a network: the blocks that hold it or that it holds; anything else: a part of the reason or of who blocked it. Empty for all.</param>
    public static IReadOnlyList<BlockView> Of(IReadOnlyList<BlockView> blocks, string find)
    {
        if (find.Length == 0)
        {
            return blocks;
        }

        return AddressRange.TryParse(find, 32, 128, out var wanted)
            ? [.. blocks.Where(block => TryParse(block.Cidr, out var range) && (range.Contains(wanted) || wanted.Contains(range)))]
            : [.. blocks.Where(block => block.Reason.Contains(find, StringComparison.OrdinalIgnoreCase) || block.Actor.Contains(find, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>The network of the allow-list that holds the address; null for none.</summary>
    public static string? AllowedBy(IReadOnlyList<string> allowed, string find) => AddressRange.TryParse(find, 32, 128, out var wanted)
        ? allowed.FirstOrDefault(network => TryParse(network, out var range) && range.Contains(wanted))
        : null;

    private static bool TryParse(string cidr, out AddressRange range) => AddressRange.TryParse(cidr, 32, 128, out range);
}
