namespace ClusterGateway.Hosting.Telemetry;

/// <summary>What a program calls itself towards telemetry, and what it collects.</summary>
/// <param name="ServiceName"><c>service.name</c>, unless <c>OTEL_SERVICE_NAME</c> says otherwise.</param>
/// <param name="InstanceId"><c>service.instance.id</c>: the node or gateway, the same after a restart.</param>
public sealed record TelemetryOptions(string ServiceName, string InstanceId)
{
    /// <summary><c>service.namespace</c>: the cluster's name, which tells clusters apart that send to one collector. Null when it is not known.</summary>
    public string? Namespace { get; init; }

    /// <summary><c>service.version</c>.</summary>
    public string? Version { get; init; }

    public IReadOnlyList<string> Meters { get; init; } =
    [
        TelemetryNames.Meter, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql",
    ];

    /// <summary>Instruments of those meters that nobody needs: what is not collected costs a request nothing.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    /// <summary>Not those of database drivers: they name every statement, and the span of the store tells as much.</summary>
    public IReadOnlyList<string> ActivitySources { get; init; } = [TelemetryNames.ActivitySource, "Microsoft.AspNetCore", "System.Net.Http", "Yarp.ReverseProxy"];
}
