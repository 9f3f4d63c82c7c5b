using ClusterGateway.NodeAgent.Alerts.Configuration;

namespace ClusterGateway.NodeAgent.Alerts.Delivery;

/// <summary>The channels that are configured, in the order of their names.</summary>
internal sealed class AlertChannels : IDisposable
{
    private readonly IReadOnlyList<IAlertChannel> _all;

    public AlertChannels(AlertSettings settings, TimeProvider time)
    {
        IAlertChannel[] mail = settings.Smtp is { } smtp ? [new SmtpChannel(smtp, time)] : [];
        _all = [.. settings.Webhooks.Select(w => new WebhookChannel(w, time)), .. mail];
        Names = [.. _all.Select(c => c.Name)];
    }

    public IReadOnlyList<IAlertChannel> All => _all;

    public IReadOnlyList<string> Names { get; }

    public IAlertChannel? Find(string name) => _all.FirstOrDefault(c => c.Name == name);

    public void Dispose()
    {
        foreach (var channel in _all.OfType<IDisposable>())
        {
            channel.Dispose();
        }
    }
}
