namespace ClusterGateway.Contracts.Sessions;

/// <summary>Body of <c>PUT /v1/sessions/{id}</c>: who has the session, and where.</summary>
/// <param name="User">Whose session it is, as the application names its users; up to 4,096 characters.</param>
/// <param name="Instance">The process of the application that holds it: chosen anew at each of its starts, up to 256 characters.</param>
/// <param name="Node">The node of that process; default the agent's own.</param>
public sealed record SessionRequest(string User, string Instance, string? Node = null);
