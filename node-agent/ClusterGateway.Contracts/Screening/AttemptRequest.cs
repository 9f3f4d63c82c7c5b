namespace ClusterGateway.Contracts.Screening;

/// <summary>Body of <c>POST /v1/screening/attempts</c>: a log-in.</summary>
public sealed record AttemptRequest
{
    /// <summary>Which kind of log-in, as policies name it: 1–64 of <c>A-Z a-z 0-9 . _ -</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>The client's address, IPv4 or IPv6.</summary>
    public required string Ip { get; init; }

    public required AttemptOutcome Outcome { get; init; }

    /// <summary>Who was to be logged in, up to 1,024 characters, in any case; only a keyed hash of it is stored.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// The password that was tried, or anything that is equal when it is, up to 1,024 characters: repetitions of one wrong password count once.
    /// Only a keyed hash of it is stored, for the length of the window.
    /// </summary>
    public string? Secret { get; init; }

    /// <summary>Records print their members; this one must not.</summary>
    public override string ToString() => $"{nameof(AttemptRequest)} {{ {nameof(Scope)} = {Scope}, {nameof(Outcome)} = {Outcome} }}";
}
