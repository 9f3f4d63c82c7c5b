using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Alerts.Configuration;

/// <summary>Section <c>ClusterGateway:Alerts:Smtp</c>: the mail server that takes messages.</summary>
internal sealed record SmtpOptions
{
    /// <summary>The name of the mail server; required.</summary>
    public string? Host { get; init; }

    /// <summary>Where it listens.</summary>
    /// <value>by `Security`: `587`, `465`, `25`</value>
    [Range(1, 65_535)]
    public int? Port { get; init; }

    /// <summary>How the connection is protected.</summary>
    public SmtpSecurity Security { get; init; }

    /// <summary>Who signs in there.</summary>
    /// <value>none: no sign-in</value>
    public string? User { get; init; }

    /// <summary>This or <see cref="PasswordFile"/>; required with a user.</summary>
    public string? Password { get; init; }

    /// <summary>A file that holds the password on its first line.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>An address, with or without a name; required.</summary>
    public string? From { get; init; }

    /// <summary>Who is told, at least one.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>An attempt that is not done after this has failed.</summary>
    [DurationWithin(0.1, 60)]
    public Duration Timeout { get; init; } = Duration.FromSeconds(30);
}
