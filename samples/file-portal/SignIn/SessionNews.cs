namespace FilePortal.SignIn;

/// <summary>What happened to a session.</summary>
internal readonly record struct SessionNews(SessionNewsKind Kind, Session Session);
