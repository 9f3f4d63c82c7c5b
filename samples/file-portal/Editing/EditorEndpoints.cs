using System.Globalization;
using ClusterGateway.Contracts.Problems;
using FilePortal.Documents;
using FilePortal.Edge;
using FilePortal.Pages;
using FilePortal.SignIn;

namespace FilePortal.Editing;

/// <summary><c>/files/{name}/edit</c>: a text document in a page, under its lock. Only a POST takes the lock: looking changes nothing.</summary>
internal static class EditorEndpoints
{
    public static void MapEditor(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/files/{name}/edit").RequireDocumentName();
        group.MapPost("", (HttpContext context, SessionTables sessions, EditorSave save, EditingLock locks) =>
            ReceiveAsync(context, sessions, save, locks));
        group.MapGroup("").RequireSession(sessions => sessions.Portal, "/login").MapGet("", ShowAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, DocumentFolder documents, EditingLock locks)
    {
        var (document, session) = (context.Document(), context.Session());
        var held = await locks.FindAsync(document, context.RequestAborted);
        if (!EditingLock.IsHeldBy(held, session))
        {
            return HeldPage.Of(document, held, session, held is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
        }

        if (documents.Open(document) is not { } content)
        {
            return Refusal.Because(ProblemTypes.NotFound, "There is no document of this name any more.");
        }

        return await EditorText.ReadAsync(content, context.RequestAborted) is { } text
            ? EditorPage.Of(document, session, text, notice: context.Request.Query.ContainsKey("saved") ? "Saved." : null)
            : NotEditable();
    }

    /// <summary>Whoever was signed out meanwhile gets the text back: the node may have died under the page.</summary>
    private static async Task<IResult> ReceiveAsync(HttpContext context, SessionTables sessions, EditorSave save, EditingLock locks)
    {
        if (!context.Request.HasFormContentType)
        {
            return Refusal.Because(ProblemTypes.InvalidRequest, "Send the form of the editor.");
        }

        var form = await EditorForm.ReadAsync(context.Request, context.RequestAborted);
        if (sessions.Portal.Find(context.Request) is not { } session || !session.AllowsForm(form.Token))
        {
            return form.Text.Length == 0
                ? UploadForm.Stale()
                : Page.Of<RescuedTextPage>(
                    new() { [nameof(RescuedTextPage.Document)] = context.Document(), [nameof(RescuedTextPage.Text)] = form.Text },
                    StatusCodes.Status401Unauthorized);
        }

        context.Features.Set(session);
        switch (form.Action)
        {
            case EditorForm.Save or EditorForm.SaveAndClose:
                return await save.SaveAsync(context.Document(), session, form, context.RequestAborted);
            case EditorForm.Cancel:
                await locks.ReleaseAsync(context.Document(), session, context.RequestAborted);
                return SeeOther.To("/files");
            default:
                return await OpenAsync(context, session, locks, form.Action == EditorForm.TakeOver);
        }
    }

    private static async Task<IResult> OpenAsync(HttpContext context, Session session, EditingLock locks, bool takeOver)
    {
        var document = context.Document();
        var documents = context.RequestServices.GetRequiredService<DocumentFolder>();
        if (!DocumentTypes.IsText(document.Value) || documents.Open(document) is not { } content
            || await EditorText.ReadAsync(content, context.RequestAborted) is null)
        {
            return NotEditable();
        }

        var taken = takeOver
            ? await locks.TakeOverAsync(document, session, context.RequestAborted)
            : await locks.TakeAsync(document, session, context.RequestAborted);
        return taken
            ? SeeOther.To($"{document.Url}/edit")
            : HeldPage.Of(document, await locks.FindAsync(document, context.RequestAborted), session, StatusCodes.Status409Conflict);
    }

    private static Refusal NotEditable() => Refusal.Because(
        ProblemTypes.InvalidRequest,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Only text documents in UTF-8 of at most {EditorText.MostBytes / 1024} KB can be edited here. Download it, and upload it again."));
}
