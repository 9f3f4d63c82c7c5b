namespace ClusterGateway.Contracts.Events;

/// <summary>Body of <c>POST /v1/events</c>: an application's or an administrator's own event.</summary>
public sealed record EventRequest(string Type, string? Node = null, string? Reason = null, string? Actor = null, string? Detail = null);
