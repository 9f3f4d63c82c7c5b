namespace FilePortal.Documents;

/// <summary>A new version, whole and on disk, that has not taken its place yet; without <see cref="DocumentFolder.Publish"/> it never does.</summary>
internal sealed class StagedDocument(string path) : IDisposable
{
    public string Path => path;

    public void Dispose() => File.Delete(path);
}
