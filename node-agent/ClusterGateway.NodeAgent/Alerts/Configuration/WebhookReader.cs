using System.Net.Http.Headers;
using ClusterGateway.Hosting.Configuration;
using ClusterGateway.NodeAgent.Alerts.Delivery;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Alerts.Configuration;

/// <summary>Makes a webhook of its options. No message holds an address or a header: both may be secrets.</summary>
internal static class WebhookReader
{
    /// <returns>Null when something is wrong with it.</returns>
    public static WebhookSettings? Read(IConfigurationSection section, string name, WebhookOptions options, ICollection<ConfigurationError> errors)
    {
        var before = errors.Count;
        if (!NodeId.IsValid(name) || name == SmtpChannel.ChannelName)
        {
            errors.Add(new ConfigurationError(
                section.Path, $"'{name}' is no name of a webhook; write 1 to 64 letters (A-Z, a-z), digits, '.', '_' or '-', and not '{SmtpChannel.ChannelName}'"));
        }

        foreach (var error in OptionBounds.Check(section.Path, options))
        {
            errors.Add(error);
        }

        var url = Address(section, errors);
        var headers = Headers(section, options, errors);
        var body = Body(section, options, errors);
        return errors.Count > before ? null : new WebhookSettings
        {
            Name = name,
            Url = url!,
            Headers = headers,
            Body = body!,
            Timeout = options.Timeout,
        };
    }

    private static Uri? Address(IConfigurationSection section, ICollection<ConfigurationError> errors)
    {
        var before = errors.Count;
        var text = SecretFile.Read(section, "Url", errors);
        if (errors.Count > before)
        {
            return null;
        }

        if (text is null)
        {
            errors.Add(new ConfigurationError($"{section.Path}:Url", "is missing; write where messages are posted, or UrlFile when the address is a secret"));
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        errors.Add(new ConfigurationError($"{section.Path}:Url", "is no absolute address; write it as in https://chat.example/hooks/1"));
        return null;
    }

    private static List<KeyValuePair<string, string>> Headers(
        IConfigurationSection section, WebhookOptions options, ICollection<ConfigurationError> errors)
    {
        var found = options.Headers.ToList();
        foreach (var (name, file) in options.HeaderFiles)
        {
            var path = $"{section.Path}:HeaderFiles:{name}";
            var value = SecretFile.ReadWhole(path, file, errors)?.Trim();
            if (value is { Length: 0 })
            {
                errors.Add(new ConfigurationError(path, $"'{file}' is empty; it should hold the value of the header"));
            }

            found.Add(new(name, value ?? ""));
        }

        using var probe = new HttpRequestMessage();
        foreach (var (name, value) in found)
        {
            if (!IsHeader(probe.Headers, name, value))
            {
                errors.Add(new ConfigurationError(
                    $"{section.Path}:Headers:{name}", "cannot be sent; write a name and one line of text, as in Authorization: Bearer …. Content-Type is application/json in any case"));
            }
        }

        return found;
    }

    private static bool IsHeader(HttpRequestHeaders headers, string name, string value)
    {
        try
        {
            return value.All(c => c is >= ' ' and not '\x7f' or '\t') && headers.TryAddWithoutValidation(name, value);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static AlertTemplate? Body(IConfigurationSection section, WebhookOptions options, ICollection<ConfigurationError> errors)
    {
        var path = $"{section.Path}:Body{(options.BodyFile is null ? "" : "File")}";
        if (options is { Body: not null, BodyFile: not null })
        {
            errors.Add(new ConfigurationError(path, "'Body' is given too; keep one of the two"));
        }

        if (options is { Body: null, BodyFile: null })
        {
            return AlertTemplate.Default;
        }

        var text = options.BodyFile is { } file ? SecretFile.ReadWhole(path, file, errors) : options.Body;
        if (text is null)
        {
            return null;
        }

        var template = AlertTemplate.Parse(text, out var wrong);
        if (wrong is not null)
        {
            errors.Add(new ConfigurationError(path, wrong));
        }

        return template;
    }
}
