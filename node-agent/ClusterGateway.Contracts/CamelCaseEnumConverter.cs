using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterGateway.Contracts;

/// <summary>An enum by its name in camelCase.</summary>
public sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
