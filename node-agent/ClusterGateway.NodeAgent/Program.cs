return await ClusterGateway.NodeAgent.AgentProgram.RunAsync(args);
