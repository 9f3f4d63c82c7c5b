using System.Globalization;
using FilePortal.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FilePortal.Documents;

/// <summary>
/// The documents: plain files of one folder that all nodes share. A new version is written beside the old one and takes its place by
/// a rename, so that a reader on any node sees either the one or the other, whole.
/// </summary>
internal sealed class DocumentFolder
{
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    private readonly string _root;
    private readonly string _uploads;
    private readonly TimeProvider _time;

    public DocumentFolder(IOptions<PortalOptions> options, TimeProvider time)
    {
        _time = time;
        _root = Path.GetFullPath(options.Value.Documents);
        // A name of a document never begins with a dot; the same file system is what makes the rename atomic.
        _uploads = Path.Combine(_root, ".uploads");
        Directory.CreateDirectory(_uploads);
        RemoveAbandonedUploads();
    }

    public IReadOnlyList<DocumentView> List() =>
    [
        .. new DirectoryInfo(_root).EnumerateFiles()
            .Where(file => file.LinkTarget is null && file.Exists)
            .Select(file => (file, valid: DocumentName.TryParse(file.Name, out var name, out _), name))
            .Where(document => document.valid)
            .Select(document => ViewOf(document.name, document.file))
            .OrderBy(document => document.Name, StringComparer.OrdinalIgnoreCase),
    ];

    public DocumentView? Find(DocumentName name) =>
        new FileInfo(PathOf(name)) is { Exists: true, LinkTarget: null } file ? ViewOf(name, file) : null;

    public DocumentContent? Open(DocumentName name)
    {
        var path = PathOf(name);
        if (new FileInfo(path) is not { Exists: true, LinkTarget: null })
        {
            return null;
        }

        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
            var modified = File.GetLastWriteTimeUtc(stream.SafeFileHandle);
            return new DocumentContent(stream, modified, TagOf(modified, stream.Length));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Receives a new version beside the old one.</summary>
    public async Task<StagedDocument> StageAsync(Stream content, CancellationToken cancellationToken)
    {
        var staged = new StagedDocument(Path.Combine(_uploads, Guid.NewGuid().ToString("N")));
        try
        {
            await using var file = new FileStream(staged.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
            await content.CopyToAsync(file, cancellationToken);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    /// <summary>Puts a new version in its place, in one step.</summary>
    public WriteOutcome Publish(StagedDocument staged, DocumentName name, WriteCondition condition)
    {
        var current = TagOf(name);
        if (!condition.Allows(current))
        {
            return WriteOutcome.ConditionFailed;
        }

        // The kernel's own time stamp is some milliseconds coarse, too coarse to tell two versions apart.
        File.SetLastWriteTimeUtc(staged.Path, _time.GetUtcNow().UtcDateTime);
        try
        {
            File.Move(staged.Path, PathOf(name), overwrite: !condition.OnlyNew);
            return current is null ? WriteOutcome.Created : WriteOutcome.Replaced;
        }
        catch (IOException) when (condition.OnlyNew && File.Exists(PathOf(name)))
        {
            return WriteOutcome.ConditionFailed;
        }
    }

    public bool Delete(DocumentName name)
    {
        var path = PathOf(name);
        var exists = File.Exists(path);
        File.Delete(path);
        return exists;
    }

    public EntityTagHeaderValue? TagOf(DocumentName name) =>
        new FileInfo(PathOf(name)) is { Exists: true } file ? TagOf(file.LastWriteTimeUtc, file.Length) : null;

    private static DocumentView ViewOf(DocumentName name, FileInfo file) =>
        new(name.Value, name.Url, file.Length, file.LastWriteTimeUtc, TagOf(file.LastWriteTimeUtc, file.Length).ToString());

    private static EntityTagHeaderValue TagOf(DateTime modified, long length) =>
        new(string.Create(CultureInfo.InvariantCulture, $"\"{modified.Ticks:x}-{length:x}\""));

    private string PathOf(DocumentName name) => Path.Combine(_root, name.Value);

    // What a killed process left behind; a day is longer than any upload that is still running.
    private void RemoveAbandonedUploads()
    {
        var limit = _time.GetUtcNow() - AbandonedAfter;
        foreach (var upload in new DirectoryInfo(_uploads).EnumerateFiles().Where(file => file.LastWriteTimeUtc < limit))
        {
            upload.Delete();
        }
    }
}
