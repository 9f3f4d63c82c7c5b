using System.CommandLine;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Leadership;

namespace ClusterGateway.Cli.Leadership;

/// <summary><c>clusterctl switchover</c>: waits until the next primary is there.</summary>
internal static class SwitchoverVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Command Create(Verbs verbs)
    {
        var to = new Option<string?>("--to") { Description = "The next primary; without it the best candidate", HelpName = "NODE" };
        return verbs.Create(
            "switchover", "Hands the primary role to another node; administrators wait a moment, nobody is refused",
            async (invocation, token) =>
            {
                var named = invocation.Parsed.GetValue(to);
                var before = await invocation.Agent.FindAsync("/v1/leader", ContractsJson.Default.LeaderView, token);
                var done = await invocation.ChangeAsync(
                    $"Hand the primary role {(before is null ? "" : $"of {before.NodeId} ")}to {named ?? "the best other node"}?",
                    () => invocation.Agent.PostAsync(
                        "/v1/leader/switchover", JsonContent.Create(new SwitchoverRequest(named), ContractsJson.Default.SwitchoverRequest), token),
                    "the hand-over has begun", token);
                return done == ExitCodes.Done ? await WaitAsync(invocation, before?.Term ?? 0, token) : done;
            },
            to);
    }

    private static async Task<int> WaitAsync(Invocation invocation, long term, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            var now = await invocation.Agent.FindAsync($"/v1/leader?after={term}&wait=5s", ContractsJson.Default.LeaderView, cancellationToken);
            if (now?.Term > term)
            {
                await invocation.Terminal.Error.WriteLineAsync($"{now.NodeId} is primary");
                return ExitCodes.Done;
            }
        }

        await invocation.Terminal.Error.WriteLineAsync($"nobody became primary within {Patience.TotalSeconds} s: look at 'clusterctl events'");
        return ExitCodes.Refused;
    }
}
