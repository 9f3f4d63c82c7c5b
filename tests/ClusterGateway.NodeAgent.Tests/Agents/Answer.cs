using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;

namespace ClusterGateway.NodeAgent.Tests.Agents;

/// <summary>An answer of an agent, read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, string? Tag, string Body)
{
    public int Code => (int)Status;

    public ProblemView Problem => Read(ContractsJson.Default.ProblemView);

    public T Read<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Body, type)!;
}
