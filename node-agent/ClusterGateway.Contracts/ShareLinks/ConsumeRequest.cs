namespace ClusterGateway.Contracts.ShareLinks;

/// <summary>Body of <c>POST /v1/links/consume</c>: the download that this grant is for begins, or goes on.</summary>
public sealed record ConsumeRequest
{
    public required string Grant { get; init; }
}
