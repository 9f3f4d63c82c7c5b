using Microsoft.AspNetCore.Http.Features;

namespace ClusterGateway.Gateway.Redaction;

/// <summary>A request whose path is a secret, and the forms in which the path, its parts, and the query may turn up in what is written.</summary>
internal sealed class PathRedaction
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mark = "REDACTED";

    /// <summary>A shorter part of a path is replaced only within the path: it would be found everywhere.</summary>
    private const int ShortestPart = 6;

    private static readonly AsyncLocal<PathRedaction?> CurrentRequest = new();

    private readonly (string Secret, string Instead)[] _forms;

    /// <param name="request">As the server read it.</param>
    /// <param name="prefix">What may be shown of its path.</param>
    public PathRedaction(IHttpRequestFeature request, string prefix)
    {
        Path = prefix + Mark;
        var raw = request.RawTarget.Split('?')[0];
        string[] paths = [request.Path, raw, new PathString(request.Path).ToUriComponent()];
        var parts = paths.SelectMany(p => p.Split('/')).Except(prefix.Split('/')).Concat(request.QueryString.Split('?', '&', '='));
        _forms =
        [
            .. paths.Select(p => (Secret: p, Instead: Path))
                .Append((Secret: request.QueryString, Instead: ""))
                .Where(form => form.Secret.Length > 1)
                .Concat(parts.Where(p => p.Length >= ShortestPart).Select(p => (Secret: p, Instead: Mark)))
                .DistinctBy(form => form.Secret)
                .OrderByDescending(form => form.Secret.Length),
        ];
    }

    /// <summary>Of the request that is being answered; null for one without secrets, and outside of requests.</summary>
    public static PathRedaction? Current
    {
        get => CurrentRequest.Value;
        set => CurrentRequest.Value = value;
    }

    /// <summary>What is shown instead of the path; there is no query then.</summary>
    public string Path { get; }

    public bool IsIn(string? text) => text is not null && _forms.Any(form => text.Contains(form.Secret, StringComparison.Ordinal));

    public string Without(string text) => _forms.Aggregate(text, (rest, form) => rest.Replace(form.Secret, form.Instead, StringComparison.Ordinal));
}
