using ClusterGateway.Gateway.Redaction;

namespace ClusterGateway.Gateway.AccessLog;

/// <summary>Takes the values of parameters that are, or may be, secrets out of paths and queries.</summary>
internal static class SecretParameters
{
    /// <summary>A parameter is secret when its name has one of these in it …</summary>
    private static readonly string[] Parts = ["token", "passw", "secret", "session", "auth", "credential", "signature", "ticket", "jwt", "apikey", "api_key"];

    /// <summary>… or is one of these.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { "key", "sig", "code", "grant", "sid", "pwd", "pass", "pin", "otp" };

    /// <summary>Of <c>/app;jsessionid=1234.node1/x</c>: <c>/app;jsessionid=REDACTED/x</c>.</summary>
    public static string WithoutValues(string path)
    {
        if (!path.Contains(';', StringComparison.Ordinal))
        {
            return path;
        }

        var segments = path.Split('/').Select(static segment => string.Join(';', segment.Split(';').Select(static (part, i) => i == 0 ? part : Hidden(part))));
        return string.Join('/', segments);
    }

    /// <param name="query">Beginning with <c>?</c>.</param>
    public static string WithoutSecrets(string query) => "?" + string.Join(
        '&', query[1..].Split('&').Select(static parameter => IsSecret(NameOf(parameter)) ? Hidden(parameter) : parameter));

    private static bool IsSecret(string name) => Names.Contains(name) || Array.Exists(Parts, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static string NameOf(string parameter) => Uri.UnescapeDataString(parameter.Split('=')[0]);

    private static string Hidden(string parameter)
    {
        var value = parameter.IndexOf('=', StringComparison.Ordinal);
        return value < 0 ? parameter : parameter[..(value + 1)] + PathRedaction.Mark;
    }
}
