namespace ClusterGateway.NodeAgent.Alerts.Configuration;

/// <summary>The channels with the secrets that their files hold, read once.</summary>
internal sealed record AlertSettings(IReadOnlyList<WebhookSettings> Webhooks, SmtpSettings? Smtp);
