namespace ClusterGateway.Gateway.Agents;

/// <summary>Which list of blocks a gateway has: sent back, an agent answers when it has another one.</summary>
internal sealed record BlockAnswerTag(long Revision, string? EntityTag);
