namespace ClusterGateway.Gateway.Health;

/// <summary>A node that is kept from new placements.</summary>
/// <param name="Since">Timestamp.</param>
/// <param name="AtMost">It ends then, whatever probes say.</param>
internal sealed record Ejection(long Since, TimeSpan AtMost)
{
    /// <param name="age">When the probe began, counted from <see cref="Since"/>.</param>
    /// <param name="answer">The application's answer to that probe.</param>
    /// <param name="interval">Of probes: one that follows on the failures at once proves nothing.</param>
    public bool IsOver(TimeSpan age, ApplicationAnswer? answer, TimeSpan interval) =>
        age >= AtMost || (age >= interval && answer == ApplicationAnswer.Good);
}
