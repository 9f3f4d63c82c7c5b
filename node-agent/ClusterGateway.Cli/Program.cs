using ClusterGateway.Cli;

return await CommandLine.RunAsync(args, Terminal.OfThisProcess());
