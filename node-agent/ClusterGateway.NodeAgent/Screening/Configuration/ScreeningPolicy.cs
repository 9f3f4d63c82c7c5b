using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Screening.Configuration;

/// <summary>How failed log-ins of one scope are counted, and what they cost.</summary>
internal sealed record ScreeningPolicy
{
    /// <summary>Failed log-ins of one address within <see cref="Window"/> that block it, 0 for any number.</summary>
    [Range(0, 100_000)]
    public int AddressFailures { get; init; } = 10;

    /// <summary>Failed log-ins to one account from one address within <see cref="Window"/> that block the address, 0 for any number.</summary>
    [Range(0, 100_000)]
    public int AddressAccountFailures { get; init; } = 10;

    /// <summary>The time in which both are counted, from the first failure on.</summary>
    [DurationWithin(1, 7 * 86_400)]
    public Duration Window { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Failed log-ins to one account from everywhere within <see cref="AccountWindow"/>, after which addresses that it has not been used from
    /// have <see cref="StrangerFailures"/> each; 0 for any number.
    /// </summary>
    [Range(0, 1_000_000)]
    public int AccountFailures { get; init; } = 50;

    /// <summary>The time in which <see cref="AccountFailures"/> are counted.</summary>
    [DurationWithin(1, 7 * 86_400)]
    public Duration AccountWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Failed log-ins that block an address which tries an account under attack, and from which nobody has used it within <see cref="KnownFor"/>.</summary>
    [Range(1, 100)]
    public int StrangerFailures { get; init; } = 1;

    /// <summary>How long an address stays known for an account that it was logged in to.</summary>
    [DurationWithin(60, 366 * 86_400)]
    public Duration KnownFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The first block of an address; each further one is twice as long.</summary>
    [DurationWithin(1, 30 * 86_400)]
    public Duration Block { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>No block is longer.</summary>
    [DurationWithin(1, 366 * 86_400)]
    public Duration LongestBlock { get; init; } = TimeSpan.FromDays(1);

    /// <summary>An address that was not blocked for so long begins with <see cref="Block"/> again.</summary>
    [DurationWithin(60, 366 * 86_400)]
    public Duration Remember { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long an address is blocked that was blocked so often before.</summary>
    public TimeSpan BlockAfter(int blocksBefore)
    {
        var doubled = Block.TotalSeconds * Math.Pow(2, Math.Min(blocksBefore, 60));
        return doubled < LongestBlock.TotalSeconds ? TimeSpan.FromSeconds(doubled) : LongestBlock;
    }
}
