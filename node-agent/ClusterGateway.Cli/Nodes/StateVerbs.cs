using System.CommandLine;
using ClusterGateway.Cli.Agents;

namespace ClusterGateway.Cli.Nodes;

/// <summary><c>clusterctl maintenance</c> and <c>activate</c>.</summary>
internal static class StateVerbs
{
    public static Command Maintenance(Verbs verbs)
    {
        var force = ForceOption.Create();
        var node = NodeArgument.Create();
        return verbs.Create(
            "maintenance", "Takes a node out of service at once: who is signed in there signs in again elsewhere",
            (invocation, token) => invocation.ChangeAsync(
                $"Take {invocation.Parsed.GetValue(node)} out of service now, with whoever is signed in there?",
                () => invocation.Agent.PostAsync(
                    PathOf(invocation.Parsed.GetValue(node)!, "maintenance"), ForceOption.Body(invocation.Parsed.GetValue(force)), token),
                $"{invocation.Parsed.GetValue(node)} is in maintenance", token),
            node, force);
    }

    public static Command Activate(Verbs verbs)
    {
        var node = NodeArgument.Create();
        return verbs.Create(
            "activate", "Lets a node take part fully again",
            (invocation, token) => invocation.ChangeAsync(
                $"Let {invocation.Parsed.GetValue(node)} serve users again?",
                () => invocation.Agent.PostAsync(PathOf(invocation.Parsed.GetValue(node)!, "activate"), content: null, token),
                $"{invocation.Parsed.GetValue(node)} is active", token),
            node);
    }

    public static string PathOf(string node, string action) => $"/v1/members/{AgentApi.Segment(node)}/{action}";
}
