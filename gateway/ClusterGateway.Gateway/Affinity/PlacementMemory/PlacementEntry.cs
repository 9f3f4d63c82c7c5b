namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

/// <summary>16 bytes of the memory: a client's key, when it was last seen (seconds since 1970), its node, and what kind of client it is.</summary>
internal struct PlacementEntry
{
    public ulong Key;
    public uint Seen;
    public ushort Node;
    public PlacementKind Kind;
}
