using ClusterGateway.Contracts.Screening;
using ClusterGateway.Gateway.Screening.Blocks;

namespace ClusterGateway.Gateway.Dashboard.Blocks;

/// <summary>What this gateway keeps out while no agent can tell: its copy, less what has ended since.</summary>
internal static class KeptBlocks
{
    /// <returns>Null when there is no copy, or none that can be read.</returns>
    public static BlockListView? Read(BlockCopy copy)
    {
        try
        {
            return copy.Read() is var (list, age)
                ? list with { Items = [.. list.Items.Select(block => Aged(block, age)).Where(block => block.ExpiresIn is not { } left || left.Value > TimeSpan.Zero)] }
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static BlockView Aged(BlockView block, TimeSpan age) => block.ExpiresIn is { } left ? block with { ExpiresIn = left.Value - age } : block;
}
