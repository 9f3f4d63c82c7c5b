namespace ClusterGateway.Testing.Primacy;

/// <summary>What an agent said of itself; it was true at some moment between the question and the answer.</summary>
/// <param name="Instance">The agent's process.</param>
/// <param name="Term">The highest term that it knew; its own while it is primary.</param>
public sealed record PrimaryReading(string Node, string Instance, bool IsPrimary, long Term, TimeSpan Asked, TimeSpan Answered)
{
    public override string ToString() =>
        $"{Node} ({Instance}) {(IsPrimary ? "primary in" : "knows")} term {Term}, {Asked.TotalSeconds:0.000}-{Answered.TotalSeconds:0.000} s";
}
