using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Records;

/// <summary>Stored records as JSON. One that cannot be read is an error of ours with its key, never an absent one and never the caller's fault.</summary>
internal static class RecordJson
{
    public static byte[] Write<T>(T record, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(record, type);

    public static T Read<T>(StoreEntry entry, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(entry.Value.Span, type)
                ?? throw new InvalidDataException($"the stored entry '{entry.Key}' holds null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"the stored entry '{entry.Key}' cannot be read: {e.Message}", e);
        }
    }
}
