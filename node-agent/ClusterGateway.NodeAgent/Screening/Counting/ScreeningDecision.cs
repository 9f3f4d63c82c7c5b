using System.Globalization;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.NodeAgent.Screening.Configuration;

namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>Whether a log-in is charged, and whether its address is blocked for it. Pure.</summary>
/// <param name="Charge">It counts as one failure more.</param>
/// <param name="BlockedFor">Why the address is to be blocked, in a sentence; null when it is not.</param>
internal readonly record struct ScreeningDecision(bool Charge, string? BlockedFor)
{
    /// <summary>
    /// A failure is refused when it is the last that the limits allow; a log-in that is about to be checked, when that one was there before. An
    /// account that strangers attack costs strangers their tries, and nobody who used it before.
    /// </summary>
    public static ScreeningDecision Of(ScreeningPolicy policy, AttemptOutcome outcome, FailureCounts before)
    {
        if (outcome == AttemptOutcome.Success)
        {
            return default;
        }

        var charge = !before.Repeated;
        var more = outcome == AttemptOutcome.Failure && charge ? 1 : 0;
        var why = Reached(policy.AddressFailures, before.Address + more) ? Sentence(before.Address + more, "from this address", policy.Window)
            : Reached(policy.AddressAccountFailures, before.Pair + more) ? Sentence(before.Pair + more, "to one account from this address", policy.Window)
            : !before.Known && Reached(policy.AccountFailures, before.Account + more) && Reached(policy.StrangerFailures, before.Pair + more)
                ? "failed log-ins to an account that is under attack, from an address that it was not used from"
            : null;
        return new ScreeningDecision(charge && (why is null || more == 1), why);
    }

    private static bool Reached(int limit, int count) => limit > 0 && count >= limit;

    private static string Sentence(int count, string where, TimeSpan window) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} failed log-ins {where} within {new Contracts.Text.Duration(window)}");
}
