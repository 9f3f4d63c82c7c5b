using System.Globalization;
using LocalCluster.Options;
using LocalCluster.Secrets;

namespace LocalCluster.Planning;

/// <summary>Everything that will run, decided before anything does.</summary>
/// <param name="Control">The command that looks after the cluster, up to its verb.</param>
internal sealed record ClusterPlan(IReadOnlyList<GatewayPlan> Gateways, IReadOnlyList<NodePlan> Nodes, string Control)
{
    public IEnumerable<ChildPlan> GatewayChildren => Gateways.Select(gateway => gateway.Child);

    public static ClusterPlan Of(
        ClusterOptions options, DataLayout layout, Programs programs, ClusterSecrets secrets, IReadOnlyDictionary<string, string> inherited)
    {
        var starts = new StartCommands(options, layout, programs, secrets, inherited);
        var nodes = Enumerable.Range(0, options.Nodes).Select(index => NodeOf(index, options, starts)).ToList();
        var gateways = Enumerable.Range(0, options.Gateways).Select(index => GatewayOf(index, options, nodes, starts)).ToList();
        return new ClusterPlan(gateways, nodes, $"{programs.ClusterCtl} --agent {nodes[0].AgentUrl} --token-file {secrets.AdminFile}");
    }

    private static NodePlan NodeOf(int index, ClusterOptions options, StartCommands starts)
    {
        var id = $"node{index + 1}";
        var agent = Loopback(PortPlan.Agent(options, index));
        var ours = options.Applications.Count == 0;
        var application = ours ? Loopback(PortPlan.Application(options, index)) : options.Applications[index].AbsoluteUri.TrimEnd('/');
        return new NodePlan(
            id,
            agent,
            application,
            new ChildPlan($"{id}-agent", $"{id} agent", starts.Agent(id, agent, application)),
            ours ? new ChildPlan($"{id}-app", $"{id} app", starts.Portal(id, agent, application)) : null);
    }

    private static GatewayPlan GatewayOf(int index, ClusterOptions options, IEnumerable<NodePlan> nodes, StartCommands starts)
    {
        var id = $"gateway{index + 1}";
        var url = Loopback(PortPlan.Gateway(options, index));
        var management = Loopback(PortPlan.Management(options, index));
        return new GatewayPlan(id, url, management, new ChildPlan(id, id, starts.Gateway(id, url, Loopback(PortPlan.Https(options, index), "https"), management, nodes.Select(node => node.AgentUrl))));
    }

    private static string Loopback(int port, string scheme = "http") => string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{port}");
}
