namespace LocalCluster.Secrets;

internal sealed record DemoUser(string Name, string Password);
