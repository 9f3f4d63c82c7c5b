using FilePortal.Documents;

namespace FilePortal.Editing;

/// <summary>What the editor's form sends.</summary>
/// <param name="ETag">The version that the text was made from; empty when there was none any more.</param>
internal sealed record EditorForm(string Action, string Token, string ETag, string Text)
{
    public const string Open = "open";
    public const string TakeOver = "takeover";
    public const string Save = "save";
    public const string SaveAndClose = "close";
    public const string Cancel = "cancel";

    public static async Task<EditorForm> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var fields = await request.ReadFormAsync(cancellationToken);
        return new EditorForm(
            fields["action"].ToString(), fields[UploadForm.TokenField].ToString(), fields["etag"].ToString(), fields["text"].ToString());
    }
}
