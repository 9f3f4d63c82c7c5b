using System.CommandLine;
using ClusterGateway.Cli.Agents;
using ClusterGateway.Cli.Output;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Cli.Nodes;

/// <summary><c>clusterctl drain</c>.</summary>
internal static class DrainVerb
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static Command Create(Verbs verbs)
    {
        var node = NodeArgument.Create();
        var force = ForceOption.Create();
        var deadline = new Option<string>("--deadline")
        {
            Description = "After this it goes to maintenance, whoever is still signed in there",
            HelpName = "30m",
            DefaultValueFactory = _ => "30m",
        };
        var wait = new Option<bool>("--wait") { Description = "Wait until it is in maintenance, and show how far it is" };
        return verbs.Create(
            "drain", "Gives a node no new users, and takes it out of service when the last one has left",
            async (invocation, token) =>
            {
                var id = invocation.Parsed.GetValue(node)!;
                var bound = Duration.TryParse(invocation.Parsed.GetValue(deadline), out var parsed)
                    ? parsed
                    : throw new UsageException($"--deadline is '{invocation.Parsed.GetValue(deadline)}': write a duration, as in 30m or 90s");
                var done = await invocation.ChangeAsync(
                    $"Drain {id}, for at most {bound}?",
                    () => invocation.Agent.PostAsync(StateVerbs.PathOf(id, "drain"), ForceOption.Body(invocation.Parsed.GetValue(force), bound), token),
                    $"{id} takes no new users", token);
                return done == ExitCodes.Done && invocation.Parsed.GetValue(wait) ? await WaitAsync(invocation, id, token) : done;
            },
            node, deadline, wait, force);
    }

    private static async Task<int> WaitAsync(Invocation invocation, string id, CancellationToken cancellationToken)
    {
        var said = "";
        // An agent sees a moment later what was asked of it.
        var seen = false;
        while (true)
        {
            var node = await invocation.Agent.GetAsync($"/v1/members/{AgentApi.Segment(id)}", ContractsJson.Default.NodeView, cancellationToken);
            seen |= node.AdministrativeState != AdministrativeState.Active;
            var now = Progress(node);
            if (now != said)
            {
                await invocation.Terminal.Error.WriteLineAsync(now);
                said = now;
            }

            switch (node.AdministrativeState)
            {
                case AdministrativeState.Maintenance:
                    return ExitCodes.Done;
                case AdministrativeState.Active when seen:
                    await invocation.Terminal.Error.WriteLineAsync($"somebody activated {id} again");
                    return ExitCodes.Refused;
            }

            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
        }
    }

    private static string Progress(NodeView node) => node switch
    {
        { AdministrativeState: AdministrativeState.Maintenance } => $"{node.Id} is in maintenance",
        { Drain.Sessions: { } left } => $"{node.Id}: {left} left ({node.Drain.CountedBy.ToString().ToLowerInvariant()}), {Span.OfSeconds(Math.Ceiling(node.Drain.Remaining / 60) * 60)} at most",
        _ => $"{node.Id}: draining",
    };
}
