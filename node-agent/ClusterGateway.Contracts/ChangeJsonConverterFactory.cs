using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterGateway.Contracts;

/// <summary>Reads and writes every <see cref="Change{T}"/> as its value.</summary>
public sealed class ChangeJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Change<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(ChangeJsonConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
}
