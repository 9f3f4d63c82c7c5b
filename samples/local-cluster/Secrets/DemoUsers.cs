namespace LocalCluster.Secrets;

/// <summary>Who may sign in to the demo application.</summary>
internal sealed record DemoUsers(IReadOnlyList<DemoUser> Users, DemoUser Admin);
