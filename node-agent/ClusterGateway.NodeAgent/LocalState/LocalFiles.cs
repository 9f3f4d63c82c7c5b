using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterGateway.Hosting.Files;

namespace ClusterGateway.NodeAgent.LocalState;

/// <summary>
/// Small JSON files in the node's data directory, each replaced whole. What is in them is a memory, never the truth: a file that cannot be
/// read or written is reported, and the agent goes on without.
/// </summary>
internal sealed partial class LocalFiles(string directory, ILogger<LocalFiles> logger)
{
    public T? Read<T>(string name, JsonTypeInfo<T> type)
        where T : class
    {
        var path = Path.Combine(directory, name);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), type) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            Log.Unreadable(logger, path, exception.Message);
            return null;
        }
    }

    public void Write<T>(string name, T value, JsonTypeInfo<T> type)
    {
        var path = Path.Combine(directory, name);
        try
        {
            AtomicFile.Write(path, file => JsonSerializer.Serialize(file, value, type));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.Unwritable(logger, path, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1900, LogLevel.Warning, "{Path} cannot be read and is ignored: {Reason}", EventName = "LocalFileUnreadable")]
        public static partial void Unreadable(ILogger logger, string path, string reason);

        [LoggerMessage(1901, LogLevel.Warning, "{Path} cannot be written: {Reason}", EventName = "LocalFileUnwritable")]
        public static partial void Unwritable(ILogger logger, string path, string reason);
    }
}
