using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;

namespace ClusterGateway.NodeAgent.Tests.Settings;

/// <summary>An answer, read to its end.</summary>
internal sealed record SettingsAnswer(int Code, string? Tag, string? Location, string Body)
{
    public ProblemView Problem => Read(ContractsJson.Default.ProblemView);

    public T Read<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Body, type)!;
}
