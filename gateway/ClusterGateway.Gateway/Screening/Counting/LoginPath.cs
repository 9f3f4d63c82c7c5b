namespace ClusterGateway.Gateway.Screening.Counting;

/// <summary>
/// The paths of log-ins. Compared as generously as servers do: in any case, with or without a slash at the end, whatever parameters follow
/// a semicolon; nobody may escape the count by another spelling.
/// </summary>
internal sealed class LoginPath
{
    private readonly string[] _exact;
    private readonly string[] _below;

    private LoginPath(string[] exact, string[] below) => (_exact, _below) = (exact, below);

    /// <param name="text">Paths, separated by commas; one that ends with <c>/*</c> is all below. Null for every path.</param>
    public static LoginPath Of(string? text)
    {
        var paths = (text ?? "/*").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new LoginPath(
            [.. paths.Where(path => !path.EndsWith("/*", StringComparison.Ordinal)).Select(path => path.TrimEnd('/'))],
            [.. paths.Where(path => path.EndsWith("/*", StringComparison.Ordinal)).Select(path => path[..^1])]);
    }

    public bool Includes(PathString path)
    {
        var plain = Plain(path.Value ?? "/");
        foreach (var exact in _exact)
        {
            if (plain.TrimEnd('/').Equals(exact, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        foreach (var below in _below)
        {
            if (plain.StartsWith(below, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> Plain(string path)
    {
        if (!path.Contains(';', StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal))
        {
            return path;
        }

        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(segment => segment.Split(';')[0]);
        return "/" + string.Join('/', segments);
    }
}
