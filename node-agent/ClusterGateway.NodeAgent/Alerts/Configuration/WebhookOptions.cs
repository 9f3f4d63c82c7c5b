using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Alerts.Configuration;

/// <summary>Section <c>ClusterGateway:Alerts:Webhooks:NAME</c>: where a message is posted as JSON.</summary>
internal sealed record WebhookOptions
{
    /// <summary>Where messages are posted, http or https; this or <see cref="UrlFile"/>.</summary>
    public string? Url { get; init; }

    /// <summary>A file that holds the address on its first line, for one with a secret in it.</summary>
    public string? UrlFile { get; init; }

    /// <summary>Sent along, such as <c>Authorization</c>.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>The same, for secrets: each value is the first line of a file.</summary>
    public Dictionary<string, string> HeaderFiles { get; init; } = [];

    /// <summary>A template of JSON with <c>{{placeholders}}</c>.</summary>
    /// <value>every field of the alert</value>
    public string? Body { get; init; }

    /// <summary>A file that holds the template; this or <see cref="Body"/>.</summary>
    public string? BodyFile { get; init; }

    /// <summary>An attempt without an answer after this has failed.</summary>
    [DurationWithin(0.1, 60)]
    public Duration Timeout { get; init; } = Duration.FromSeconds(10);
}
