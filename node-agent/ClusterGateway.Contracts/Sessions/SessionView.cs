namespace ClusterGateway.Contracts.Sessions;

/// <summary>Which node, and which process of the application on it, holds a session. It is only a reference: nothing of the session's content.</summary>
/// <param name="ExpiresIn">Seconds, by the store's clock, after which it is forgotten unless it is put or touched again.</param>
public sealed record SessionView(string Id, string User, string Node, string Instance, double ExpiresIn);
