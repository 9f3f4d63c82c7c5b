using System.Reflection;

namespace LocalCluster.Planning;

/// <summary>The built programs, all of the configuration (Debug, Release) that this one was built in.</summary>
internal sealed record Programs(string Dotnet, string Gateway, string Agent, string Portal, string ClusterCtl)
{
    public IEnumerable<string> Missing => new[] { Gateway, Agent, Portal, ClusterCtl }.Where(path => !File.Exists(path));

    public static Programs Find()
    {
        var root = RootAbove(AppContext.BaseDirectory);
        var configuration = typeof(Programs).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var output = Path.Combine("bin", configuration, $"net{Environment.Version.Major}.{Environment.Version.Minor}");
        return new Programs(
            DotnetHost(),
            Path.Combine(root, "gateway", "ClusterGateway.Gateway", output, "gateway.dll"),
            Path.Combine(root, "node-agent", "ClusterGateway.NodeAgent", output, "node-agent.dll"),
            Path.Combine(root, "samples", "file-portal", output, "file-portal.dll"),
            Path.Combine(root, "node-agent", "ClusterGateway.Cli", output, "clusterctl"));
    }

    private static string RootAbove(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "ClusterGateway.sln")))
            {
                return at.FullName;
            }
        }

        throw new ClusterFailure($"ClusterGateway.sln is in no directory above {directory}: start local-cluster from the repository it was built in.");
    }

    // The host that runs this program also runs the children, wherever it is installed.
    private static string DotnetHost() => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
        ? path
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
}
