using FilePortal.Documents;

namespace FilePortal.Wopi;

/// <summary>
/// The answer to CheckFileInfo (https://learn.microsoft.com/microsoft-365/cloud-storage-partner-program/rest/files/checkfileinfo): what is
/// promised here is what the host does. A document's id is made of its name, so it cannot be renamed under WOPI, which wants ids to stay.
/// </summary>
internal sealed record CheckFileInfo
{
    public required string BaseFileName { get; init; }

    public required string UserId { get; init; }

    public required string UserFriendlyName { get; init; }

    public required long Size { get; init; }

    public required string Version { get; init; }

    public required string LastModifiedTime { get; init; }

    /// <summary>The folder is everybody's.</summary>
    public string OwnerId { get; } = "portal";

    public bool SupportsLocks { get; } = true;

    public bool SupportsGetLock { get; } = true;

    public bool SupportsExtendedLockLength { get; } = true;

    public bool SupportsUpdate { get; } = true;

    public bool SupportsDeleteFile { get; } = true;

    public bool SupportsRename { get; }

    public bool UserCanWrite { get; } = true;

    public bool UserCanRename { get; }

    public bool UserCanNotWriteRelative { get; }

    public bool ReadOnly { get; }

    public static CheckFileInfo Of(WopiVisit visit, DocumentView view) => new()
    {
        BaseFileName = view.Name,
        UserId = WopiFileId.OfUser(visit.User),
        UserFriendlyName = visit.User,
        Size = view.Size,
        Version = WopiVisit.VersionOf(view),
        LastModifiedTime = view.Modified.UtcDateTime.ToString("O"),
    };
}
