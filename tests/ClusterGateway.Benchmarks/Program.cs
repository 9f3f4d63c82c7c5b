using System.CommandLine;
using ClusterGateway.Benchmarks.Application;
using ClusterGateway.Benchmarks.Failover;
using ClusterGateway.Benchmarks.Faults;
using ClusterGateway.Benchmarks.Gateway;
using ClusterGateway.Benchmarks.State;
using ClusterGateway.Benchmarks.WebSockets;

// Whole systems beside their peers, in one run; bench.sh starts it.
return await new RootCommand("Benchmarks of ClusterGateway")
{
    GatewayCommand.Create(), FaultCommand.Create(), FailoverCommand.Create(), WebSocketCommand.Create(), StateCommand.Create(), ApplicationCommand.Create(),
    GatewayCommand.CreatePlainYarp(),
}.Parse(args).InvokeAsync();
