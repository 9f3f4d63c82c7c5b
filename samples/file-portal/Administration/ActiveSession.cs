namespace FilePortal.Administration;

/// <summary>A session of this node, as its administrator sees it: without what would open it.</summary>
public sealed record ActiveSession(string User, string Id, DateTimeOffset Since, DateTimeOffset LastSeen);
