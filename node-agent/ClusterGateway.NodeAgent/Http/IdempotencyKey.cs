using System.Security.Cryptography;
using System.Text;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Http;

/// <summary>
/// The header <c>Idempotency-Key</c> of a POST that creates something: a repetition within <see cref="Remembered"/>, on any node, answers
/// what the first one created. A handler takes it as a parameter, adds <see cref="Remember"/> to the commit that creates, and asks
/// <see cref="FindAsync"/> before it and <see cref="FirstIn"/> after a lost one. Without the header all three do nothing.
/// </summary>
/// <param name="Entry">The key of the entry that names what was created; the header itself is not stored. Null without the header.</param>
internal readonly record struct IdempotencyKey(string? Entry)
{
    public const string Header = "Idempotency-Key";

    /// <summary>By the store's clock, from the first request on.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private const int MostCharacters = 255;

    /// <exception cref="BadHttpRequestException">The header is there and is no key.</exception>
    public static ValueTask<IdempotencyKey> BindAsync(HttpContext context)
    {
        var values = context.Request.Headers[Header];
        if (values.Count == 0)
        {
            return ValueTask.FromResult(default(IdempotencyKey));
        }

        return values is [{ Length: > 0 and <= MostCharacters } key] && key.All(c => c is > ' ' and <= '~')
            ? ValueTask.FromResult(new IdempotencyKey(EntryOf(context, key)))
            : throw new BadHttpRequestException($"'{Header}' must be one value of 1 to {MostCharacters} visible ASCII characters");
    }

    /// <summary>The id of what was created under this key; null when nothing was.</summary>
    public async Task<string?> FindAsync(IClusterStore store, CancellationToken cancellationToken) =>
        Entry is not null && await store.GetAsync(Entry, cancellationToken) is { } entry ? IdOf(entry) : null;

    /// <summary>Belongs into the commit that creates: of two requests with one key, one loses.</summary>
    public IEnumerable<StoreOperation> Remember(string id) =>
        Entry is null ? [] : [new StorePut(Entry, Encoding.UTF8.GetBytes(id), StoreCondition.Absent, Remembered)];

    /// <summary>The id of what another request with this key has just created; null when the commit was lost for another reason.</summary>
    public string? FirstIn(CommitResult lost)
    {
        var entry = Entry;
        return lost.Conflicts.FirstOrDefault(c => c.Key == entry)?.Current is { } first ? IdOf(first) : null;
    }

    /// <summary>Keys of different audiences and of different resources have nothing to do with one another.</summary>
    private static string EntryOf(HttpContext context, string key)
    {
        var audiences = context.User.FindAll(TokenAuthentication.AudienceClaim).Select(claim => claim.Value);
        var scoped = $"{context.Request.Path}\n{key}";
        return StoreKey.Of("idempotency", string.Join('+', audiences), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(scoped))));
    }

    private static string IdOf(StoreEntry entry) => Encoding.UTF8.GetString(entry.Value.Span);
}
