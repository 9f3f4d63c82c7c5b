namespace FilePortal.Edge;

/// <summary>
/// Metadata of endpoints that no cookie of a signed-in user opens: what another site makes a browser send there, it could send itself.
/// (A page that sends no Referer, as those of share links, also makes browsers hide where its own forms come from.)
/// </summary>
internal sealed class OtherSites
{
    public static OtherSites Allowed { get; } = new();
}
