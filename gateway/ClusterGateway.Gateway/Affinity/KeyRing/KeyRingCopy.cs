using System.Text.Json;
using ClusterGateway.Contracts.KeyRing;
using ClusterGateway.Hosting.Files;

namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>
/// The copy on disk, encrypted as the agents have it: a gateway that starts while no agent answers still reads its clients' cookies.
/// </summary>
internal sealed class KeyRingCopy(DataDirectory directory)
{
    public string Path { get; } = directory.File("keyring", "keyring.json");

    /// <returns>Null when there is none.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IReadOnlyList<KeyRingElement>? Read()
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(Path);
            return JsonSerializer.Deserialize<KeyRingView>(stream, JsonSerializerOptions.Web)?.Elements;
        }
        catch (JsonException exception)
        {
            throw new IOException($"'{Path}' is not a copy of a key ring: {exception.Message}", exception);
        }
    }

    public void Write(IReadOnlyList<KeyRingElement> elements) =>
        AtomicFile.Write(Path, stream => JsonSerializer.Serialize(stream, new KeyRingView(elements), JsonSerializerOptions.Web));
}
