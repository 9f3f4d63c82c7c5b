using System.Text;

namespace ClusterGateway.Gateway.Edge;

/// <summary>
/// Decodes a request's <c>Connection</c> so that Kestrel keeps it: a value in which it knows exactly one option it replaces by that option,
/// and with it goes what else was named. <c>keep-alive</c> is the default of HTTP/1.1, and nothing beside <c>close</c>.
/// </summary>
internal sealed class ConnectionHeaderEncoding : Encoding
{
    public static ConnectionHeaderEncoding Instance { get; } = new();

    /// <summary>The same options to Kestrel, two of which it knows, or none.</summary>
    public static string Keep(string connection)
    {
        if (!ConnectionOptions.NamesHeaders(connection))
        {
            return connection;
        }

        var options = connection.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(option => !option.Equals("keep-alive", StringComparison.OrdinalIgnoreCase))
            .ToList();
        var known = options.Count(option => ConnectionOptions.IsOrdinary(option));
        return string.Join(", ", known == 0 ? options : options.Append("keep-alive"));
    }

    public override int GetCharCount(byte[] bytes, int index, int count) => Keep(Latin1.GetString(bytes, index, count)).Length;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var text = Keep(Latin1.GetString(bytes, byteIndex, byteCount));
        text.CopyTo(0, chars, charIndex, text.Length);
        return text.Length;
    }

    public override int GetMaxCharCount(int byteCount) => byteCount + ", keep-alive".Length;

    public override int GetByteCount(char[] chars, int index, int count) => Latin1.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetMaxByteCount(int charCount) => Latin1.GetMaxByteCount(charCount);
}
