using ClusterGateway.Contracts.Problems;
using FilePortal.Edge;
using FilePortal.Locking;
using FilePortal.SignIn;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace FilePortal.Documents;

/// <summary>The upload form: the token first, then the files, each streamed to its place as it arrives.</summary>
internal static class UploadForm
{
    public const string TokenField = "token";
    public const string FileField = "file";

    private const int MaximumBoundary = 200;
    private const int MaximumToken = 256;

    public static async Task<IResult> ReceiveAsync(HttpContext context, LockedDocuments writes)
    {
        if (BoundaryOf(context.Request) is not { } boundary)
        {
            return Refusal.Because(ProblemTypes.InvalidRequest, "Send the form as multipart/form-data.");
        }

        var reader = new MultipartReader(boundary, context.Request.Body);
        var allowed = false;
        try
        {
            while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
            {
                if (section.GetContentDispositionHeader() is not { } disposition)
                {
                    continue;
                }

                if (disposition.IsFormDisposition() && disposition.Name.Equals(TokenField, StringComparison.Ordinal))
                {
                    allowed = context.Session().AllowsForm(await ReadTokenAsync(section, context.RequestAborted));
                }
                else if (disposition.IsFileDisposition())
                {
                    if (!allowed)
                    {
                        return Stale();
                    }

                    if (await StoreAsync(section, writes, context.RequestAborted) is { } refusal)
                    {
                        return refusal;
                    }
                }
            }
        }
        catch (InvalidDataException malformed)
        {
            return Refusal.Because(ProblemTypes.InvalidRequest, malformed.Message);
        }

        return SeeOther.To("/files");
    }

    /// <summary>Whether a form without files carries the session's token.</summary>
    public static async Task<bool> IsOfThisSessionAsync(HttpContext context) =>
        context.Request.HasFormContentType
        && context.Session().AllowsForm((await context.Request.ReadFormAsync(context.RequestAborted))[TokenField]);

    public static Refusal Stale() => Refusal.Because(ProblemTypes.Forbidden, "The form belongs to another session. Go back, reload the page and try again.");

    private static async Task<IResult?> StoreAsync(MultipartSection section, LockedDocuments writes, CancellationToken cancellationToken)
    {
        var file = section.AsFileSection()!;
        if (!DocumentName.TryParse(BaseName(file.FileName), out var name, out var reason))
        {
            return Refusal.Because(ProblemTypes.InvalidRequest, reason);
        }

        var result = await writes.WriteAsync(name, section.Body, WriteCondition.None, LockClaim.None, cancellationToken);
        return result.Outcome == WriteOutcome.Locked ? new LockRefusal(name, result.Holder) : null;
    }

    // Some browsers send the whole path on the user's machine.
    private static string BaseName(string name) => name[(name.LastIndexOfAny(['/', '\\']) + 1)..];

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is { Length: > 0 and <= MaximumBoundary } boundary
            ? boundary
            : null;

    private static async Task<string> ReadTokenAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaximumToken];
        var length = await section.Body.ReadAtLeastAsync(buffer, MaximumToken, throwOnEndOfStream: false, cancellationToken);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }
}
