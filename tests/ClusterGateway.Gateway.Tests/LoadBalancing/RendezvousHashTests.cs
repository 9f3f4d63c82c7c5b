using System.Net;
using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Tests.LoadBalancing;

public sealed class RendezvousHashTests
{
    private static readonly LoadBalancingOptions Options = new();

    public static TheoryData<string> Populations => ["random IPv4", "sequential IPv4", "random IPv6", "sequential IPv6"];

    [Theory]
    [MemberData(nameof(Populations))]
    public void Pick_TenThousandClientsOnThreeNodes_IsWithinFivePercentOfEven(string population)
    {
        var counts = Count(Clients(population, 10_000), [("node1", 100), ("node2", 100), ("node3", 100)]);

        Assert.All(counts.Values, count => Assert.InRange(count, 10_000 / 3.0 * 0.95, 10_000 / 3.0 * 1.05));
    }

    [Theory]
    [MemberData(nameof(Populations))]
    public void Pick_WeightsOneTwoThree_IsWithinFivePercentOfTheWeights(string population)
    {
        const int Clients = 60_000;

        var counts = Count(RendezvousHashTests.Clients(population, Clients), [("node1", 1), ("node2", 2), ("node3", 3)]);

        foreach (var (node, weight) in new[] { ("node1", 1), ("node2", 2), ("node3", 3) })
        {
            Assert.InRange(counts[node], Clients * weight / 6.0 * 0.95, Clients * weight / 6.0 * 1.05);
        }
    }

    [Theory]
    [InlineData("node1")]
    [InlineData("node2")]
    [InlineData("node3")]
    [InlineData("node4")]
    public void Pick_OneNodeLeaves_MovesNobodyElse(string leaver)
    {
        (string, int)[] all = [("node1", 100), ("node2", 50), ("node3", 100), ("node4", 200)];
        var rest = all.Where(n => n.Item1 != leaver).ToArray();

        foreach (var client in Clients("random IPv4", 10_000))
        {
            var before = Pick(client, all);
            if (before != leaver)
            {
                Assert.Equal(before, Pick(client, rest));
            }
        }
    }

    [Fact]
    public void Pick_OneNodeJoinsThree_MovesAQuarterAndOnlyToIt()
    {
        (string, int)[] three = [("node1", 100), ("node2", 100), ("node3", 100)];
        (string, int)[] four = [.. three, ("node4", 100)];

        var moved = Clients("random IPv4", 10_000).Select(c => (Before: Pick(c, three), After: Pick(c, four))).Where(p => p.Before != p.After).ToList();

        Assert.InRange(moved.Count, 10_000 / 4 * 0.95, 10_000 / 4 * 1.05);
        Assert.All(moved, p => Assert.Equal("node4", p.After));
    }

    [Fact]
    public void Pick_OtherOrder_IsTheSame()
    {
        (string, int)[] nodes = [("node1", 100), ("node2", 100), ("node3", 100)];

        Assert.All(Clients("random IPv6", 1_000), c => Assert.Equal(Pick(c, nodes), Pick(c, [.. nodes.Reverse()])));
    }

    /// <summary>A gateway of another build, machine or day must place these clients here: a change of this table moves users at an upgrade.</summary>
    [Theory]
    [InlineData("192.0.2.1", "node2")]
    [InlineData("192.0.2.2", "node1")]
    [InlineData("10.1.2.3", "node1")]
    [InlineData("::ffff:10.1.2.3", "node1")]
    [InlineData("2001:db8:1:2::1", "node1")]
    [InlineData("2001:db8:1:2:ffff::9", "node1")]
    [InlineData("2001:db8:1:3::1", "node1")]
    [InlineData("127.0.0.1", "node1")]
    public void Pick_KnownClients_AreWhereTheyAlwaysWere(string address, string node)
    {
        Assert.Equal(node, Pick(Hash(IPAddress.Parse(address)), [("node1", 100), ("node2", 100), ("node3", 100)]));
    }

    [Fact]
    public void Score_KnownInput_IsWhatItAlwaysWas()
    {
        Assert.Equal(0x295FBF8C1BF312CAUL, RendezvousHash.NodeKey("node1"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Score_WithoutWeight_IsNone(int weight)
    {
        Assert.Equal(0, RendezvousHash.Score(1, 2, weight));
    }

    private static Dictionary<string, int> Count(IEnumerable<ulong> clients, (string Id, int Weight)[] nodes) =>
        clients.GroupBy(c => Pick(c, nodes)).ToDictionary(g => g.Key, g => g.Count());

    private static string Pick(ulong client, (string Id, int Weight)[] nodes) =>
        nodes.MaxBy(n => RendezvousHash.Score(client, RendezvousHash.NodeKey(n.Id), n.Weight)).Id;

    private static ulong Hash(IPAddress address) => ClientPrefix.Of(address, Options)!.Value.Hash;

    private static IEnumerable<ulong> Clients(string population, int count)
    {
        var random = new Random(20261121);
        return population switch
        {
            "random IPv4" => Distinct(count, () => Address(random, 4)),
            "random IPv6" => Distinct(count, () => Address(random, 16)),
            "sequential IPv4" => Enumerable.Range(0, count).Select(i => Hash(new IPAddress([10, 0, (byte)(i >> 8), (byte)i]))),
            _ => Enumerable.Range(0, count).Select(i => Hash(new IPAddress([0x20, 1, 0xd, 0xb8, 0, 0, (byte)(i >> 8), (byte)i, 0, 0, 0, 0, 0, 0, 0, 1]))),
        };
    }

    private static HashSet<ulong> Distinct(int count, Func<IPAddress> next)
    {
        var seen = new HashSet<ulong>();
        while (seen.Count < count)
        {
            seen.Add(Hash(next()));
        }

        return seen;
    }

    private static IPAddress Address(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return new IPAddress(bytes);
    }
}
