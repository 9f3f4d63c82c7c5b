using LocalCluster.Secrets;

namespace LocalCluster.Records;

/// <summary>Null altogether where the demo does not run; the WOPI members are null until it is a WOPI host.</summary>
internal sealed record DemoRecord(IReadOnlyList<DemoUser> Users, DemoUser Admin, string? WopiSrc, string? WopiToken);
