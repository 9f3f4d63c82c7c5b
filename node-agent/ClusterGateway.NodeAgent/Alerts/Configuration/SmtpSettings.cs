using MimeKit;

namespace ClusterGateway.NodeAgent.Alerts.Configuration;

/// <summary>A mail server, ready to be used. Holds secrets, so it never becomes text.</summary>
internal sealed class SmtpSettings
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required SmtpSecurity Security { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public required MailboxAddress From { get; init; }

    public required IReadOnlyList<MailboxAddress> To { get; init; }

    public required TimeSpan Timeout { get; init; }
}
