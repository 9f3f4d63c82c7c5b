using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.NodeAgent.Alerts.Configuration;

/// <summary>Makes channels of the options: reads the files that they name, and finds every mistake.</summary>
internal static class AlertSettingsReader
{
    /// <param name="section">Section <c>ClusterGateway:Alerts</c>.</param>
    public static AlertSettings Read(IConfigurationSection section, AlertOptions options, ICollection<ConfigurationError> errors)
    {
        var webhooks = options.Webhooks.OrderBy(w => w.Key, StringComparer.Ordinal)
            .Select(w => WebhookReader.Read(section.GetSection($"Webhooks:{w.Key}"), w.Key, w.Value, errors))
            .OfType<WebhookSettings>();
        return new AlertSettings([.. webhooks], options.Smtp is { } smtp ? SmtpReader.Read(section.GetSection("Smtp"), smtp, errors) : null);
    }
}
