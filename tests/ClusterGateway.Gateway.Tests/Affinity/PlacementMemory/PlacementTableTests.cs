using ClusterGateway.Gateway.Affinity.PlacementMemory;
using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Tests.Affinity.PlacementMemory;

public sealed class PlacementTableTests
{
    [Fact]
    public void Update_BeyondCapacity_KeepsToItAndForgetsTheOldestFirst()
    {
        var table = new PlacementTable(1_000);
        for (uint i = 1; i <= 10_000; i++)
        {
            Put(table, i, seen: i);
        }

        var kept = new List<uint>();
        table.Visit(0, entry => kept.Add(entry.Seen));
        Assert.Equal(1_000, kept.Count);
        Assert.True(kept.Average(seen => (double)seen) > 9_000);
        Assert.Equal(10_000u, table.Find(StableHash.Mix(10_000), 0).Seen);
    }

    [Fact]
    public void Find_FilledToHalf_HasNearlyAll()
    {
        var table = new PlacementTable(100_000);
        for (uint i = 1; i <= 50_000; i++)
        {
            Put(table, i, seen: i);
        }

        Assert.InRange(Enumerable.Range(1, 50_000).Count(i => table.Find(StableHash.Mix((ulong)i), 0).Kind == PlacementKind.Address), 48_000, 50_000);
    }

    [Fact]
    public void Update_ByManyThreads_LosesNothing()
    {
        var table = new PlacementTable(1_000);
        Parallel.For(0, 8_000, i => table.Update((ulong)(i % 8) << 60, 0, 0, static (current, _) => new()
        {
            Kind = PlacementKind.Address,
            Seen = current.Seen + 1,
        }));

        Assert.All(Enumerable.Range(0, 8), i => Assert.Equal(1_000u, table.Find((ulong)i << 60, 0).Seen));
    }

    [Fact]
    public void File_CutOffOrChanged_IsNotBelieved()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("clustergateway-placements-").FullName, "p.bin");
        RememberedPlacement[] placements = [new(1, "node1", 10, PlacementKind.Cookie), new(ulong.MaxValue, "node2", 11, PlacementKind.Address)];
        PlacementFile.Write(path, placements);
        Assert.Equal(placements, PlacementFile.Read(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(path).UnixFileMode);

        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..^1]);
        Assert.Null(PlacementFile.Read(path));
        bytes[40] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Null(PlacementFile.Read(path));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static void Put(PlacementTable table, uint i, uint seen) =>
        table.Update(StableHash.Mix(i), 0, seen, static (_, s) => new() { Kind = PlacementKind.Address, Seen = s });
}
