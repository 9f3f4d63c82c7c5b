namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>
/// Looks at passwords as often as the limits allow, and at as many at once as this agent can. Who is over the limit is told so before
/// taking a place in the line, and who has no place in it is not charged.
/// </summary>
internal sealed class PasswordCheck(LinkAttempts attempts, HashingLine line, LinkAudit audit)
{
    /// <param name="stored">As <see cref="PasswordHash"/> wrote it.</param>
    /// <param name="client">The visitor's address, if it is known.</param>
    /// <returns><see cref="LinkAccess.Granted"/> for the right one; the time to wait when it was not looked at.</returns>
    public async Task<(LinkAccess Outcome, TimeSpan Wait)> CheckAsync(
        string link, string stored, string password, string? client, CancellationToken cancellationToken)
    {
        var seen = await attempts.ReadAsync(link, ClientPrefix.Of(client), cancellationToken);
        if (seen.IsFull)
        {
            return (LinkAccess.Limited, seen.Wait);
        }

        using var place = await line.TryEnterAsync(cancellationToken);
        if (place is null)
        {
            return (LinkAccess.Busy, default);
        }

        var (charge, charged) = await attempts.ChargeAsync(seen, cancellationToken);
        if (!charged)
        {
            return (LinkAccess.Limited, charge.Wait);
        }

        if (!await PasswordHash.MatchesAsync(password, stored))
        {
            TellWhenFull(charge);
            return (LinkAccess.PasswordWrong, default);
        }

        // Also for a visitor who has left meanwhile.
        await attempts.RefundAsync(charge, CancellationToken.None);
        return (LinkAccess.Granted, default);
    }

    /// <summary>Once in a window: further attempts are not charged.</summary>
    private void TellWhenFull(AttemptCharge charge)
    {
        if (charge.IsFull)
        {
            audit.GuessesLimited(charge.Link);
        }
    }
}
