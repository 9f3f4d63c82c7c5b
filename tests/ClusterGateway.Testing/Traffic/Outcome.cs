namespace ClusterGateway.Testing.Traffic;

/// <summary>What became of one request.</summary>
/// <param name="At">When it was sent, since the traffic began.</param>
/// <param name="Took">Until the last byte of the answer, or its end.</param>
/// <param name="Status">0 when there was none.</param>
/// <param name="Node">Who answered; null when no node did.</param>
/// <param name="Begun">Whether a response had begun.</param>
/// <param name="Error">Why there is no whole response.</param>
public sealed record Outcome(
    TrafficClient Client, TrafficRequest Request, TimeSpan At, TimeSpan Took, int Status, string? Node, bool Begun, string? Error)
{
    /// <summary>When the answer began, since it was sent; <see cref="Took"/> where there was none.</summary>
    public TimeSpan BeganAfter { get; init; } = Took;

    /// <summary>The client got no answer of the application, or not all of it.</summary>
    public bool Failed => Error is not null || Status is 429 or >= 500;

    /// <summary>The application knows nothing of this client's session.</summary>
    public bool SignedOut => Status == 401;

    public TimeSpan Until => At + Took;

    public override string ToString() =>
        $"{At.TotalSeconds:0.000} s, {Client}, {Request.Method} {Request.Path}: {Status} from {Node ?? "nobody"} after {Took.TotalSeconds:0.000} s {Error}";
}
