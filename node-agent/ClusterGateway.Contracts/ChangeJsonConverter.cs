using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ClusterGateway.Contracts;

/// <summary>Is only asked when the member is there: null is a value like any other.</summary>
internal sealed class ChangeJsonConverter<T> : JsonConverter<Change<T>>
{
    public override bool HandleNull => true;

    public override Change<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? new Change<T>(IsSet: true, default) : JsonSerializer.Deserialize(ref reader, TypeIn(options));

    public override void Write(Utf8JsonWriter writer, Change<T> value, JsonSerializerOptions options)
    {
        if (value.Value is { } set)
        {
            JsonSerializer.Serialize(writer, set, TypeIn(options));
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static JsonTypeInfo<T> TypeIn(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
