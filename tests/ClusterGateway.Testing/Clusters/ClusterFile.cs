using System.Text.Json;

namespace ClusterGateway.Testing.Clusters;

/// <summary>What <c>DATA/cluster.json</c> tells of a running local cluster.</summary>
public sealed record ClusterFile(
    IReadOnlyList<ClusterFile.Gateway> Gateways,
    IReadOnlyList<ClusterFile.Node> Nodes,
    ClusterFile.TokenSet Tokens,
    string Logs,
    ClusterFile.DemoAccounts Demo)
{
    public static ClusterFile Read(string path) =>
        JsonSerializer.Deserialize<ClusterFile>(File.ReadAllText(path), JsonSerializerOptions.Web)
        ?? throw new InvalidOperationException($"'{path}' is empty");

    public sealed record Gateway(Uri Url, Uri Management, int Pid, StartInfo Start);

    public sealed record Node(string Id, Uri Agent, Uri App, int AgentPid, int? AppPid, NodeStart Start);

    public sealed record NodeStart(StartInfo Agent, StartInfo? App);

    /// <summary>How a child was started, so that a test can bring back what it killed.</summary>
    public sealed record StartInfo(IReadOnlyList<string> Argv, IReadOnlyDictionary<string, string> Env, string Cwd);

    public sealed record TokenSet(string Admin, string Gateway, string Agent, string App);

    public sealed record Account(string Name, string Password);

    public sealed record DemoAccounts(IReadOnlyList<Account> Users, Account Admin, string WopiSrc, string WopiToken);
}
