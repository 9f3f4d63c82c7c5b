using LocalCluster;
using LocalCluster.Options;
using LocalCluster.Processes;

Posix.ListenToInterrupts();
return await ClusterCommand.RunAsync(args, Console.Out, Console.Error, ClusterRun.RunAsync);
