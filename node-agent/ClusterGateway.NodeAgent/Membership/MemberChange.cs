namespace ClusterGateway.NodeAgent.Membership;

/// <summary>What became of a wish about a member.</summary>
/// <param name="Reason">Why it was refused, in a sentence; null otherwise.</param>
internal sealed record MemberChange(MemberChangeOutcome Outcome, string? Reason = null)
{
    public static MemberChange Done { get; } = new(MemberChangeOutcome.Done);

    public static MemberChange Unchanged { get; } = new(MemberChangeOutcome.Unchanged);

    public static MemberChange NotFound { get; } = new(MemberChangeOutcome.NotFound);

    public static MemberChange Refused(string reason) => new(MemberChangeOutcome.Refused, reason);
}
