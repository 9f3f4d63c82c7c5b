namespace ClusterGateway.Contracts.Screening;

/// <summary>Whether an address may go on.</summary>
public enum ScreeningVerdict
{
    Allow,

    Block,
}
