using FilePortal.Pages;

namespace FilePortal.SignIn;

/// <summary>Where a sign-in form lives, what it is called, and where it leads.</summary>
internal sealed record SignInForm(string Action, string Heading, string Home)
{
    public IResult Show(string? next, bool failed) => Page.Of<SignInPage>(
        new()
        {
            [nameof(SignInPage.Action)] = Action,
            [nameof(SignInPage.Heading)] = Heading,
            [nameof(SignInPage.Next)] = LocalPath.Or(next, Home),
            [nameof(SignInPage.Failed)] = failed,
        },
        failed ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK);
}
