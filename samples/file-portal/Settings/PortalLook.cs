namespace FilePortal.Settings;

/// <summary>How the portal presents itself, by the cluster's settings.</summary>
/// <param name="Title">In the head of every page.</param>
/// <param name="Notice">Shown above every page; empty for none.</param>
internal sealed record PortalLook(string Title, string Notice)
{
    public const string TitleKey = "portal.title";
    public const string NoticeKey = "portal.notice";
    public const int LongestTitle = 60;
    public const int LongestNotice = 500;

    public static PortalLook Default { get; } = new("File portal", "");
}
