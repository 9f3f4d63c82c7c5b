using System.Globalization;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Hosting.Problems;

/// <summary>An error of ours as an RFC 9457 answer; 503 and 429 carry <c>Retry-After</c>.</summary>
public sealed class Problem : IResult, IStatusCodeHttpResult
{
    private readonly ProblemView _view;
    private readonly TimeSpan _retryAfter;

    private Problem(ProblemView view, TimeSpan retryAfter)
    {
        _view = view;
        _retryAfter = retryAfter;
    }

    public int? StatusCode => _view.Status;

    public string Detail => _view.Detail ?? _view.Title;

    /// <param name="name">One of <see cref="ProblemTypes"/>.</param>
    /// <param name="detail">What happened and what to do, in a sentence.</param>
    /// <param name="retryAfter">Sent with 503 and 429; default 1 s.</param>
    /// <param name="extensions">Further members, such as <c>currentLockId</c>.</param>
    public static Problem Of(
        string name, string detail, TimeSpan? retryAfter = null, params IEnumerable<KeyValuePair<string, JsonElement>> extensions)
    {
        var title = char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');
        return new Problem(
            new ProblemView(ProblemTypes.Prefix + name, title, ProblemTypes.StatusOf(name), detail)
            {
                Extensions = new Dictionary<string, JsonElement>(extensions),
            },
            retryAfter ?? TimeSpan.FromSeconds(1));
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _view.Status;
        if (_view.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(_retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return response.WriteAsJsonAsync(
            _view, ContractsJson.Default.ProblemView, ProblemTypes.ContentType, httpContext.RequestAborted);
    }
}
