using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Alerts.Configuration;

/// <summary>Section <c>ClusterGateway:Alerts:Smtp</c>: the mail server that takes messages.</summary>
internal sealed record SmtpOptions
{
    /// <summary>Required.</summary>
    public string? Host { get; init; }

    /// <summary>1–65,535. Default by <see cref="Security"/>: 587, 465, 25.</summary>
    public int? Port { get; init; }

    public SmtpSecurity Security { get; init; }

    /// <summary>Null for no sign-in.</summary>
    public string? User { get; init; }

    /// <summary>This or <see cref="PasswordFile"/>; required with a user.</summary>
    public string? Password { get; init; }

    /// <summary>A file that holds the password on its first line.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>An address, with or without a name; required.</summary>
    public string? From { get; init; }

    /// <summary>At least one.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>An attempt that is not done after this has failed. 0.1–60 s, default 30 s.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(30);
}
