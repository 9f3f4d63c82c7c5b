using System.CommandLine;
using ClusterGateway.Benchmarks.Gateway;
using ClusterGateway.Benchmarks.State;

// Whole systems beside their peers, in one run; bench.sh starts it.
var root = new RootCommand("Benchmarks of ClusterGateway") { GatewayCommand.Create(), StateCommand.Create() };
foreach (var child in GatewayCommand.Children())
{
    root.Add(child);
}

return await root.Parse(args).InvokeAsync();
