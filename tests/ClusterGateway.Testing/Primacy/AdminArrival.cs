namespace ClusterGateway.Testing.Primacy;

/// <summary>An admin request that reached an application. Times are those of one monotonic clock, the test's.</summary>
/// <param name="Request">What its sender called it.</param>
/// <param name="Term">The term on which the gateway sent it.</param>
/// <param name="At">When the application got it: somewhat later than it was sent.</param>
/// <param name="Accepted">When the application wrote, because its agent said in time that this node is primary in the term; null when it refused.</param>
public sealed record AdminArrival(string Node, long Term, string Request, TimeSpan At, TimeSpan? Accepted)
{
    public override string ToString() => $"{Request} at {Node} in term {Term}, at {At.TotalSeconds:0.000} s";
}
