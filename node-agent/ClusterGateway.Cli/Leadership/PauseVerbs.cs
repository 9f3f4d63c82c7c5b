using System.CommandLine;

namespace ClusterGateway.Cli.Leadership;

/// <summary><c>clusterctl pause</c> and <c>resume</c>.</summary>
internal static class PauseVerbs
{
    public static Command Pause(Verbs verbs) => verbs.Create(
        "pause", "No automatic failover until 'resume': for work on the store or the network",
        (invocation, token) => invocation.ChangeAsync(
            "Pause automatic failover? A primary that fails is not replaced until 'clusterctl resume'.",
            () => invocation.Agent.PostAsync("/v1/leader/pause", content: null, token), "automatic failover is paused", token));

    public static Command Resume(Verbs verbs) => verbs.Create(
        "resume", "Automatic failover again",
        (invocation, token) => invocation.ChangeAsync(
            "Resume automatic failover?", () => invocation.Agent.PostAsync("/v1/leader/resume", content: null, token), "automatic failover is on", token));
}
