namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>
/// Weighted rendezvous hashing (highest random weight: Thaler, Ravishankar, "Using name-based mappings to increase hit rates", 1998;
/// the logarithmic weights: Schindelhauer, Schomaker, "Weighted distributed hash tables", 2005). Each node draws for each client a
/// number u in (0, 1) from a hash of both and scores −weight / ln u; the highest score wins. A node's chance is its share of the weights,
/// and no other node's score changes when it comes or goes, so nobody moves but those who must.
/// </summary>
internal static class RendezvousHash
{
    private const double Unit = 1.0 / (1UL << 53);

    /// <summary>The node's part of the hash: from its id only, never its address or position. Compute once and keep.</summary>
    public static ulong NodeKey(string nodeId) => StableHash.OfText(nodeId);

    /// <returns>Higher is better; 0 for a node without weight, which is never to be taken.</returns>
    public static double Score(ulong client, ulong nodeKey, double weight)
    {
        if (weight <= 0)
        {
            return 0;
        }

        // 53 bits, moved by a half so that neither 0 nor 1 comes out: both logarithms would break.
        var u = ((StableHash.Mix(client ^ nodeKey) >> 11) + 0.5) * Unit;
        return -weight / Math.Log(u);
    }
}
