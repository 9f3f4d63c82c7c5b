namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>Asks the application for a page. Only the status counts; the body is not read.</summary>
internal sealed class HttpCheck(string name, Uri target, int? expectStatus, HttpClient client) : INodeCheck
{
    public string Type => CheckTypes.Http;

    public string Name => name;

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(target, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var status = (int)response.StatusCode;
        var passed = expectStatus is { } expected ? status == expected : status is >= 200 and < 400;
        return passed
            ? CheckResult.Pass($"{target} answers {status}")
            : CheckResult.Fail($"{target} answers {status} instead of {expectStatus?.ToString() ?? "200-399"}");
    }

    /// <summary>What is asked: an absolute URL, or a path below the application; null when it is neither.</summary>
    public static Uri? TargetOf(CheckOptions options, Uri? application)
    {
        // A leading slash is an absolute file path for Uri on Unix, hence the look at the scheme.
        if (Uri.TryCreate(options.Path, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https")
        {
            return absolute;
        }

        return application is not null && options.Path.StartsWith('/')
            ? new Uri(application.ToString().TrimEnd('/') + options.Path)
            : null;
    }

    /// <summary>
    /// One for all checks. Every run opens a connection of its own: a listener that no longer accepts must be seen.
    /// </summary>
    public static HttpClient CreateClient()
    {
#pragma warning disable CA5359 // Whether the application answers is asked of a loopback address that no certificate names; nothing secret is sent.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(60),
            PooledConnectionLifetime = TimeSpan.Zero,
            SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
        };
#pragma warning restore CA5359
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("ClusterGateway-agent");
        return client;
    }
}
