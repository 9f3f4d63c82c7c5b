using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterGateway.Contracts.Text;

/// <summary>Writes a <see cref="Duration"/> as seconds; reads seconds or the written forms.</summary>
public sealed class DurationJsonConverter : JsonConverter<Duration>
{
    public override Duration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var seconds) && seconds is >= 0 and < 1e11)
        {
            return Duration.FromSeconds(seconds);
        }

        return reader.TokenType == JsonTokenType.String && Duration.TryParse(reader.GetString(), out var duration)
            ? duration
            : throw new JsonException("not a duration: write a number of seconds, or \"30m\", \"10s\", \"250ms\", \"hh:mm:ss\"");
    }

    public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options) => writer.WriteNumberValue(value.TotalSeconds);
}
