using System.Text.Json;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Gateway.Affinity;
using ClusterGateway.Hosting.Files;

namespace ClusterGateway.Gateway.Screening.Blocks;

/// <summary>The list on disk: a gateway that starts while no agent answers still knows whom not to let in.</summary>
internal sealed class BlockCopy(DataDirectory directory, TimeProvider time)
{
    public string Path { get; } = directory.File("screening", "blocks.json");

    /// <returns>Null when there is none; otherwise the list, and how old it is by the wall clock.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public (BlockListView List, TimeSpan Age)? Read()
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(Path);
            if (JsonSerializer.Deserialize<Content>(stream, JsonSerializerOptions.Web) is not { List: { Items: not null, Allowed: not null, Rules: not null } list } content)
            {
                throw new IOException($"'{Path}' is not a list of blocks");
            }

            var age = time.GetUtcNow() - content.WrittenAt;
            return (list, age < TimeSpan.Zero ? TimeSpan.Zero : age);
        }
        catch (JsonException exception)
        {
            throw new IOException($"'{Path}' is not a list of blocks: {exception.Message}", exception);
        }
    }

    public void Write(BlockListView list) =>
        AtomicFile.Write(Path, stream => JsonSerializer.Serialize(stream, new Content(time.GetUtcNow(), list), JsonSerializerOptions.Web));

    private sealed record Content(DateTimeOffset WrittenAt, BlockListView List);
}
