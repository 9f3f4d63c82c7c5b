namespace ClusterGateway.Hosting.Telemetry;

/// <summary>What a program calls itself towards telemetry, and what it collects.</summary>
public sealed record TelemetryOptions(string ServiceName, string? InstanceId)
{
    public IReadOnlyList<string> Meters { get; init; } =
    [
        TelemetryNames.Meter, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql",
    ];

    /// <summary>Instruments of those meters that nobody needs: what is not collected costs a request nothing.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    public IReadOnlyList<string> ActivitySources { get; init; } =
        [TelemetryNames.ActivitySource, "Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Yarp.ReverseProxy"];
}
