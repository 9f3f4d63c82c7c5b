namespace FilePortal.SignIn;

internal enum SessionNewsKind
{
    Began,
    Used,
    Ended,
}
