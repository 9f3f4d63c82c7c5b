using System.Text;

namespace ClusterGateway.Storage;

/// <summary>
/// Keys are at most 1,024 bytes of UTF-8, not empty, without U+0000 and lone surrogates, ordered by their bytes. Features build them
/// of percent-encoded components, so that no component can contain the separator.
/// </summary>
public static class StoreKey
{
    public const int MaxBytes = 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Joins components with <c>/</c>, each percent-encoded: <c>Of("members", "a/b")</c> is <c>members/a%2Fb</c>.</summary>
    public static string Of(params ReadOnlySpan<string> components)
    {
        var key = new StringBuilder();
        foreach (var component in components)
        {
            if (key.Length > 0)
            {
                key.Append('/');
            }

            key.Append(Uri.EscapeDataString(component));
        }

        return key.ToString();
    }

    /// <summary>The component behind the last <c>/</c>, decoded: the counterpart of <see cref="Of"/>.</summary>
    public static string LastComponent(string key) => Uri.UnescapeDataString(key[(key.LastIndexOf('/') + 1)..]);

    /// <summary>The key's bytes. A prefix may be empty, a key may not.</summary>
    public static byte[] Encode(string keyOrPrefix) => Strict.GetBytes(keyOrPrefix);

    public static string Decode(ReadOnlySpan<byte> key) => Strict.GetString(key);

    /// <exception cref="ArgumentException">The key breaks one of the rules above.</exception>
    public static void Validate(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (key.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("a key must not contain U+0000", nameof(key));
        }

        int bytes;
        try
        {
            bytes = Strict.GetByteCount(key);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException("a key must not contain a lone surrogate", nameof(key));
        }

        if (bytes > MaxBytes)
        {
            throw new ArgumentException($"a key has at most {MaxBytes} bytes, this one {bytes}", nameof(key));
        }
    }

    /// <summary>The first bytes behind everything that starts with the prefix; null when nothing is behind (an empty prefix).</summary>
    public static byte[]? EndOfPrefix(ReadOnlySpan<byte> prefix)
    {
        // UTF-8 never holds 0xFF, so the last byte of a non-empty prefix can always be raised.
        if (prefix.IsEmpty)
        {
            return null;
        }

        var end = prefix.ToArray();
        end[^1]++;
        return end;
    }
}
