using LocalCluster.Secrets;

namespace LocalCluster.Records;

/// <summary>Null altogether where the demo does not run.</summary>
/// <param name="WopiSrc">A document of the portal's WOPI host, at the first gateway.</param>
/// <param name="WopiToken">The access token that opens it.</param>
internal sealed record DemoRecord(IReadOnlyList<DemoUser> Users, DemoUser Admin, string WopiSrc, string WopiToken);
