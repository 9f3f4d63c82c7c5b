namespace LocalCluster.Planning;

/// <summary>A node; its application is null when it is not ours to start.</summary>
internal sealed record NodePlan(string Id, string AgentUrl, string ApplicationUrl, ChildPlan Agent, ChildPlan? Application)
{
    public IEnumerable<ChildPlan> Children => new[] { Application, Agent }.OfType<ChildPlan>();
}
