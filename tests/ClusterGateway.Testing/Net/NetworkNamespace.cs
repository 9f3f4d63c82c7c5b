using System.Globalization;
using System.Net;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Testing.Net;

/// <summary>
/// A network of its own, as another machine has one, joined to the tests' by two cables: one whose packets can be lost, in either direction,
/// and one to watch it through. It is gone with the process that holds it. Takes root, iproute2 and nftables.
/// </summary>
public sealed class NetworkNamespace : IAsyncDisposable
{
    private const string Table = "inet faults";

    private readonly ChildProcess _holder;

    private NetworkNamespace(ChildProcess holder) => _holder = holder;

    /// <summary>The cable that faults are done to.</summary>
    public (IPAddress Here, IPAddress There) Cable => (Address(1), Address(2));

    /// <summary>The cable that stays whole.</summary>
    public (IPAddress Here, IPAddress There) Watch => (Address(5), Address(6));

    /// <summary>What a program is started by to be in there; the process keeps its id.</summary>
    public IReadOnlyList<string> Enter => ["nsenter", Text($"--net=/proc/{_holder.Id}/ns/net"), "--"];

    public static async Task<NetworkNamespace> CreateAsync()
    {
        var network = new NetworkNamespace(ChildProcess.Start("unshare", ["--net", "--", "sleep", "infinity"]));
        try
        {
            await Eventually.TrueAsync(() => network.IsApart, "there was another network");
            await network.ConnectAsync("eth0", network.Cable);
            await network.ConnectAsync("eth1", network.Watch);
            await network.RunAsync("ip", "link", "set", "lo", "up");
            // Where the other networks' cables end, too: on the tests' side.
            await network.RunAsync("ip", "route", "add", "default", "via", $"{network.Cable.Here}");
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <param name="arriving">How many of a hundred packets to it are lost.</param>
    /// <param name="leaving">How many of a hundred packets from it are lost.</param>
    public Task LoseAsync(int arriving, int leaving) => RunAsync("nft", Text($$"""
        add table {{Table}}; delete table {{Table}}; add table {{Table}};
        add chain {{Table}} arriving { type filter hook input priority 0; };
        add chain {{Table}} leaving { type filter hook output priority 0; };
        add rule {{Table}} arriving iifname eth0 {{Some(arriving)}} drop;
        add rule {{Table}} leaving oifname eth0 {{Some(leaving)}} drop
        """).ReplaceLineEndings(" "));

    public Task HealAsync() => RunAsync("nft", $"add table {Table}; delete table {Table}");

    public ValueTask DisposeAsync() => _holder.DisposeAsync();

    private bool IsApart => File.ResolveLinkTarget(Text($"/proc/{_holder.Id}/ns/net"), false)?.Name is { } its
        && its != File.ResolveLinkTarget("/proc/self/ns/net", false)?.Name;

    private async Task ConnectAsync(string name, (IPAddress Here, IPAddress There) ends)
    {
        var ours = Text($"cg{_holder.Id}{name[^1]}");
        await Programs.RunAsync("ip", ["link", "add", ours, "type", "veth", "peer", "name", name, "netns", Text($"{_holder.Id}")]);
        await Programs.RunAsync("ip", ["address", "add", $"{ends.Here}/30", "dev", ours]);
        await Programs.RunAsync("ip", ["link", "set", ours, "up"]);
        await RunAsync("ip", "address", "add", $"{ends.There}/30", "dev", name);
        await RunAsync("ip", "link", "set", name, "up");
    }

    private Task RunAsync(params string[] command) => Programs.RunAsync(Enter[0], [.. Enter.Skip(1), .. command]);

    /// <summary>Which of a hundred packets: the comparison knows 0 to 99 only.</summary>
    private static string Some(int percent) => percent == 100 ? "" : Text($"numgen random mod 100 < {percent}");

    /// <summary>Of 198.18.0.0/15, which is for tests of networks (RFC 2544), eight for each, by the holder's id.</summary>
    private IPAddress Address(int which)
    {
        var offset = (_holder.Id % 16_384 * 8) + which;
        return new IPAddress([198, (byte)(18 + (offset >> 16)), (byte)(offset >> 8), (byte)offset]);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
