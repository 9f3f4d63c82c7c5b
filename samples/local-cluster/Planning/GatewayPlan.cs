namespace LocalCluster.Planning;

internal sealed record GatewayPlan(string Id, string Url, string Management, ChildPlan Child);
