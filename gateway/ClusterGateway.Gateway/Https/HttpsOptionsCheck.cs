using ClusterGateway.Hosting.Certificates;
using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Gateway.Https;

/// <summary>What the options of HTTPS must satisfy beyond their bounds.</summary>
internal static class HttpsOptionsCheck
{
    private const string Section = HttpsOptions.Section;

    public static IEnumerable<ConfigurationError> Check(HttpsOptions options, IConfiguration configuration)
    {
        if (!IsListening(options.Url))
        {
            yield return new($"{Section}:Url", $"'{options.Url}' is not an address to listen on with HTTPS; write https://0.0.0.0:8443");
        }

        if (options.Enabled && configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            yield return new($"{Section}:Enabled", "is true, but Kestrel:Endpoints is set, which Kestrel takes in place of every address: write the addresses in Urls");
        }

        foreach (var (path, i) in options.RedirectExcept.Select((path, i) => (path, i)).Where(it => !it.path.StartsWith('/')))
        {
            yield return new($"{Section}:RedirectExcept:{i}", $"'{path}' does not begin with '/'");
        }

        if (!options.Enabled && (options.Redirect || options.Directory is not null || options.ClientCertificates != ClientCertificates.None))
        {
            yield return new($"{Section}:Enabled", "is false, but other keys beside it say what HTTPS should do; set it to true, or remove them");
        }

        if (options.ClientCertificatesCa is { } file && TrustedIssuers.Mistake(file) is { } reason)
        {
            yield return new($"{Section}:ClientCertificatesCa", $"'{file}' {reason}");
        }
    }

    private static bool IsListening(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "https", IsUnixPipe: false, IsNamedPipe: false, PathBase: "" };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
