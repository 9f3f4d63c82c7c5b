namespace FilePortal.SignIn;

/// <summary>Where to go after signing in: a path of this site and nothing else, so that the form leads nobody away.</summary>
internal static class LocalPath
{
    public static string Or(string? path, string otherwise) => IsLocal(path) ? path! : otherwise;

    // "//host" and "/\host" are other sites to a browser, which also drops tabs and line breaks before it looks.
    private static bool IsLocal(string? path) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) && path.All(char.IsAscii);
}
