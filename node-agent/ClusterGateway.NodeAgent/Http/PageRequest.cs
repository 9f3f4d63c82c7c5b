using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Storage;
using Microsoft.AspNetCore.Mvc;

namespace ClusterGateway.NodeAgent.Http;

/// <summary>How a caller asks for one page of a list; bound with <c>[AsParameters]</c>.</summary>
/// <param name="Limit">1–1,000 items, default 100.</param>
/// <param name="After">The <c>next</c> of the page before. Opaque to callers: of entries, what stands behind the list's prefix in the last key.</param>
/// <param name="Count">Whether to tell how many there are on all pages together, which costs the store a count.</param>
internal readonly record struct PageRequest(
    [FromQuery(Name = "limit")] int? Limit, [FromQuery(Name = "after")] string? After, [FromQuery(Name = "count")] bool? Count = null)
{
    private const int DefaultLimit = 100;
    private const int MostCursorCharacters = 700;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public Problem? Refuse()
    {
        if (Limit is < 1 or > StorePage.MaxLimit)
        {
            return Problem.Of(ProblemTypes.InvalidRequest, $"'limit' is {Limit}; write a number from 1 to {StorePage.MaxLimit}");
        }

        return After is null || (After.Length is > 0 and <= MostCursorCharacters && After.All(c => c is > ' ' and <= '~'))
            ? null
            : Problem.Of(ProblemTypes.InvalidRequest, "'after' must be the 'next' of an earlier answer");
    }

    /// <summary>The page of the entries below a prefix; every list of the API pages by it.</summary>
    /// <param name="cursorPrefix">What cursors leave out, when the list is narrower than what callers page through; default the prefix.</param>
    public async Task<Page<T>> ReadAsync<T>(
        IClusterStore store, string prefix, Func<StoreEntry, T> viewOf, CancellationToken cancellationToken, string? cursorPrefix = null)
    {
        var root = cursorPrefix ?? prefix;
        var page = await store.ListAsync(prefix, After is null ? null : root + After, Limit ?? DefaultLimit, cancellationToken);
        var total = Count == true ? await store.CountAsync(prefix, cancellationToken) : (long?)null;
        return new Page<T>([.. page.Entries.Select(viewOf)], page.Next?[root.Length..]) { Total = total };
    }

    /// <summary>The page of what is in memory already, in the ordinal order of its ids.</summary>
    public Page<T> Of<T>(IEnumerable<T> items, Func<T, string> idOf)
    {
        var (limit, after) = (Limit ?? DefaultLimit, After);
        var page = items
            .Where(item => after is null || string.CompareOrdinal(idOf(item), after) > 0)
            .OrderBy(idOf, StringComparer.Ordinal)
            .Take(limit + 1)
            .ToArray();
        return page.Length > limit ? new Page<T>(page[..limit], idOf(page[limit - 1])) : new Page<T>(page, null);
    }
}
