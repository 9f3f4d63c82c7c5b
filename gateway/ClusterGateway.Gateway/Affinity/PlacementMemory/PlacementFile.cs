using System.Security.Cryptography;
using System.Text;
using ClusterGateway.Hosting.Files;

namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

/// <summary>
/// The snapshot on disk: a line that names the format, the node ids, one record of 15 bytes for each placement (key, seen, node, kind), and
/// SHA-256 of all that, so that a file that was cut off or edited is not believed.
/// </summary>
internal static class PlacementFile
{
    private static readonly byte[] Format = "ClusterGateway placements 2\n"u8.ToArray();

    /// <summary>Had no kind: addresses only, which were followed and not counted.</summary>
    private static readonly byte[] Former = "ClusterGateway placements 1\n"u8.ToArray();

    public static void Write(string path, IReadOnlyList<RememberedPlacement> placements) => AtomicFile.Write(path, stream =>
    {
        using var hash = SHA256.Create();
        using (var hashing = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new BinaryWriter(hashing, Encoding.UTF8))
        {
            Write(writer, placements);
        }

        stream.Write(hash.Hash!);
    });

    /// <returns>Null when there is none, or none to be believed.</returns>
    public static IReadOnlyList<RememberedPlacement>? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(path);
        var length = bytes.Length - SHA256.HashSizeInBytes;
        var isFormer = bytes.AsSpan().StartsWith(Former);
        if (length < Format.Length || (!isFormer && !bytes.AsSpan().StartsWith(Format))
            || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, Format.Length, length - Format.Length), Encoding.UTF8);
        return Read(reader, isFormer);
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<RememberedPlacement> placements)
    {
        var nodes = placements.Select(p => p.NodeId).Distinct(StringComparer.Ordinal).ToList();
        var numbers = nodes.Select((id, number) => (id, number)).ToDictionary(n => n.id, n => (ushort)n.number, StringComparer.Ordinal);
        writer.Write(Format);
        writer.Write(nodes.Count);
        nodes.ForEach(writer.Write);
        writer.Write(placements.Count);
        foreach (var placement in placements)
        {
            writer.Write(placement.Key);
            writer.Write(placement.Seen);
            writer.Write(numbers[placement.NodeId]);
            writer.Write((byte)placement.Kind);
        }
    }

    private static RememberedPlacement[] Read(BinaryReader reader, bool isFormer)
    {
        var nodes = new string[reader.ReadInt32()];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = reader.ReadString();
        }

        var placements = new RememberedPlacement[reader.ReadInt32()];
        for (var i = 0; i < placements.Length; i++)
        {
            var (key, seen, node) = (reader.ReadUInt64(), reader.ReadUInt32(), reader.ReadUInt16());
            placements[i] = new(key, nodes[node], seen, isFormer ? PlacementKind.Claimed : (PlacementKind)reader.ReadByte());
        }

        return placements;
    }
}
