using System.Net;
using System.Net.Sockets;
using LocalCluster.Options;

namespace LocalCluster.Planning;

/// <summary>Which port belongs to whom.</summary>
internal static class PortPlan
{
    private const int ManagementOffset = 10;
    private const int HttpsOffset = 20;
    private const int ApplicationOffset = 100;
    private const int HighestPort = 65535;

    /// <param name="index">From 0.</param>
    public static int Gateway(ClusterOptions options, int index) => options.Port + index;

    public static int Management(ClusterOptions options, int index) => options.Port + ManagementOffset + index;

    /// <summary>Only listened on when the gateways' configuration turns HTTPS on.</summary>
    public static int Https(ClusterOptions options, int index) => options.Port + HttpsOffset + index;

    public static int Agent(ClusterOptions options, int index) => options.PortBase + 1 + index;

    public static int Application(ClusterOptions options, int index) => options.PortBase + ApplicationOffset + 1 + index;

    public static IReadOnlyList<PortUse> Of(ClusterOptions options)
    {
        var gateways = Enumerable.Range(0, options.Gateways).SelectMany(index => new PortUse[]
        {
            new(Gateway(options, index), $"gateway{index + 1}", "--port"),
            new(Management(options, index), $"the management of gateway{index + 1}", "--port"),
        });
        var nodes = Enumerable.Range(0, options.Nodes).SelectMany(index => new PortUse[]
        {
            new(Agent(options, index), $"the agent of node{index + 1}", "--port-base"),
            new(Application(options, index), $"the application of node{index + 1}", "--port-base"),
        });
        return [.. gateways, .. nodes.Where(use => options.Applications.Count == 0 || use.User.StartsWith("the agent", StringComparison.Ordinal))];
    }

    public static IEnumerable<string> Check(IReadOnlyList<PortUse> uses)
    {
        if (uses.FirstOrDefault(use => use.Port > HighestPort) is { } beyond)
        {
            yield return $"{beyond.User} would listen on {beyond.Port}, beyond the last port {HighestPort}: choose a lower {beyond.Option}.";
        }

        foreach (var same in uses.GroupBy(use => use.Port).Where(group => group.Count() > 1).Take(1))
        {
            var (first, second) = (same.First(), same.Last());
            yield return $"{first.User} and {second.User} would both listen on {same.Key}: choose another {first.Option} or {second.Option}.";
        }
    }

    /// <summary>Sentences about the ports that somebody else listens on.</summary>
    public static IEnumerable<string> CheckFree(IEnumerable<PortUse> uses) =>
        uses.Where(use => !IsFree(use.Port)).Select(use => $"Port {use.Port}, for {use.User}, is taken: choose another {use.Option}.");

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
