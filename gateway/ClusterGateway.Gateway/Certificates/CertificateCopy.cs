using System.Collections.Immutable;
using System.Text.Json;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Gateway.Affinity;
using ClusterGateway.Hosting.Certificates;
using ClusterGateway.Hosting.Files;
using ClusterGateway.Hosting.Secrets;

namespace ClusterGateway.Gateway.Certificates;

/// <summary>
/// The copy on disk: a gateway that starts while no agent answers still serves HTTPS. Readable by its owner only, and sealed with the
/// secrets of the key ring where there are any, as the copy of the key ring is.
/// </summary>
internal sealed partial class CertificateCopy(DataDirectory directory, SealedBox? box, ILogger<CertificateCopy> logger)
{
    private const string Name = "certificates";

    public string Path { get; } = directory.File(Name, "certificates.json");

    /// <summary>Empty when there is none, or none that can be used.</summary>
    public ImmutableDictionary<string, HeldVersions> Read()
    {
        try
        {
            return File.Exists(Path) && Open(File.ReadAllText(Path)) is { } entries
                ? entries.ToImmutableDictionary(it => it.Name, it => new HeldVersions(Held(it.Serving), Held(it.Staged)), StringComparer.Ordinal)
                : ImmutableDictionary<string, HeldVersions>.Empty;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or CertificateMistakeException)
        {
            Log.Unusable(logger, Path, exception.Message);
            return ImmutableDictionary<string, HeldVersions>.Empty;
        }
    }

    public void Write(ImmutableDictionary<string, HeldVersions> held)
    {
        var entries = held.OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => new CopiedCertificate(it.Key, it.Value.Serving?.Bundle, it.Value.Staged?.Bundle)).ToArray();
        var plain = JsonSerializer.SerializeToUtf8Bytes(entries, JsonSerializerOptions.Web);
        try
        {
            AtomicFile.Write(Path, stream => stream.Write(box is null ? plain : System.Text.Encoding.UTF8.GetBytes(box.Seal(Name, plain))));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NotWritten(logger, Path, exception.Message);
        }
    }

    private CopiedCertificate[]? Open(string text)
    {
        // One that was written without secrets is plain JSON: secrets may have come since.
        if (text.StartsWith('['))
        {
            return JsonSerializer.Deserialize<CopiedCertificate[]>(text, JsonSerializerOptions.Web);
        }

        if (box?.Open(Name, text) is { } opened)
        {
            return JsonSerializer.Deserialize<CopiedCertificate[]>(opened.Plain, JsonSerializerOptions.Web);
        }

        Log.Unusable(logger, Path, "none of ClusterGateway:KeyRing:Secrets opens it");
        return null;
    }

    private static HeldVersion? Held(CertificateBundleView? bundle) => bundle is null ? null : HeldVersion.Of(bundle);

    private static partial class Log
    {
        [LoggerMessage(1920, LogLevel.Warning, "The copy of the certificates in {File} cannot be used: {Reason}")]
        public static partial void Unusable(ILogger logger, string file, string reason);

        [LoggerMessage(1921, LogLevel.Warning, "The copy of the certificates could not be written to {File}: {Reason}. This gateway could not serve HTTPS after a start without an agent")]
        public static partial void NotWritten(ILogger logger, string file, string reason);
    }
}
