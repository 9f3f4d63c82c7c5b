using LocalCluster;
using LocalCluster.Options;

return await ClusterCommand.RunAsync(args, Console.Out, Console.Error, ClusterRun.RunAsync);
