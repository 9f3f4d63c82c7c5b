using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;

namespace ClusterGateway.Gateway.Edge;

/// <summary>
/// Takes out the headers that <c>Connection</c> names: they are for the next hop only (RFC 9110, 7.6.1). Not those that are for everybody:
/// by naming them a client could strip what a proxy before us said.
/// </summary>
internal static class ConnectionOptions
{
    private static readonly FrozenSet<string> EndToEnd = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Host", "Authorization", "Cookie", "Set-Cookie", "Cache-Control", "Content-Length", "Content-Type", "Content-Encoding", "Content-Range",
        "Transfer-Encoding", "Connection", "Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Accept", "Location", "Vary");

    /// <summary>Whether it names more than what is always there.</summary>
    public static bool NamesHeaders(StringValues connection) => connection.Count switch
    {
        0 => false,
        1 => !IsOrdinary(connection[0].AsSpan()),
        _ => true,
    };

    public static void RemoveNamed(StringValues connection, IHeaderDictionary headers)
    {
        foreach (var value in connection)
        {
            var text = value.AsSpan();
            foreach (var range in text.Split(','))
            {
                var option = text[range].Trim();
                if (option.Length > 0 && !IsOrdinary(option))
                {
                    Remove(option.ToString(), headers);
                }
            }
        }
    }

    public static bool IsOrdinary(ReadOnlySpan<char> option) =>
        option.Equals("keep-alive", StringComparison.OrdinalIgnoreCase)
        || option.Equals("close", StringComparison.OrdinalIgnoreCase)
        || option.Equals("upgrade", StringComparison.OrdinalIgnoreCase);

    private static void Remove(string name, IHeaderDictionary headers)
    {
        if (!EndToEnd.Contains(name) && Claims.Of(name) == ClaimKind.None)
        {
            headers.Remove(name);
        }
    }
}
