using System.Collections.Frozen;
using System.Globalization;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Screening.Counting;

/// <summary>Which requests of a route are log-ins, and which answers say that they failed; from the route's metadata. Pure.</summary>
internal sealed record LoginRoute(string Scope, LoginPath Path, FrozenSet<string> Methods, IReadOnlyList<(int From, int To)> Failures)
{
    public const string Prefix = "ClusterGateway.Screening.";

    private const string ScopeKey = Prefix + "Scope";
    private const string PathKey = Prefix + "Path";
    private const string MethodsKey = Prefix + "Methods";
    private const string FailureStatusKey = Prefix + "FailureStatus";

    private static readonly FrozenSet<string> Post = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "POST");

    /// <returns>Null for a route whose log-ins nobody counts.</returns>
    public static LoginRoute? Of(RouteConfig route)
    {
        if (route.Metadata?.GetValueOrDefault(ScopeKey) is not { } scope)
        {
            return null;
        }

        var path = LoginPath.Of(route.Metadata.GetValueOrDefault(PathKey));
        var methods = route.Metadata.GetValueOrDefault(MethodsKey) is { } listed ? Words(listed).ToFrozenSet(StringComparer.OrdinalIgnoreCase) : Post;
        return new LoginRoute(scope, path, methods, Statuses(route.Metadata.GetValueOrDefault(FailureStatusKey) ?? "401") ?? []);
    }

    /// <returns>What is wrong with a key that begins with <see cref="Prefix"/>, and how to write it; null when nothing is.</returns>
    public static string? Mistake(string key, string? value) => key switch
    {
        ScopeKey => value is { Length: > 0 and <= 64 } && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? null
            : $"'{value}' is not a name; write 1 to 64 letters (A-Z, a-z), digits, '.', '_' or '-'",
        PathKey => Words(value).Length > 0 && Words(value).All(path => path.StartsWith('/'))
            ? null
            : $"'{value}' is no path; write \"/login\", several as \"/login, /api/login\", and \"/auth/*\" for all below",
        MethodsKey => Words(value).Length > 0 ? null : "is empty; write \"POST\", or several as \"POST, PUT\"",
        FailureStatusKey => Statuses(value) is not null ? null : $"'{value}' is no status; write \"401\", \"401, 403\" or \"400-499\"",
        _ => $"is unknown; known are {ScopeKey}, {PathKey}, {MethodsKey} and {FailureStatusKey}",
    };

    public bool Includes(HttpRequest request) => Methods.Contains(request.Method) && Path.Includes(request.Path);

    public bool IsFailure(int status)
    {
        foreach (var (from, to) in Failures)
        {
            if (status >= from && status <= to)
            {
                return true;
            }
        }

        return false;
    }

    private static List<(int From, int To)>? Statuses(string? text)
    {
        var found = new List<(int From, int To)>();
        foreach (var word in Words(text))
        {
            var dash = word.IndexOf('-', StringComparison.Ordinal);
            if (!TryStatus(dash < 0 ? word : word[..dash], out var from) || !TryStatus(dash < 0 ? word : word[(dash + 1)..], out var to) || to < from)
            {
                return null;
            }

            found.Add((from, to));
        }

        return found.Count == 0 ? null : found;
    }

    private static bool TryStatus(string text, out int status) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is >= 100 and <= 599;

    private static string[] Words(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
