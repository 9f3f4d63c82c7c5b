namespace ClusterGateway.Client.ShareLinks;

public enum ResolveOutcome
{
    /// <summary>The visitor may: there is a grant.</summary>
    Granted,

    /// <summary>Ask for the password.</summary>
    PasswordRequired,

    PasswordWrong,

    /// <summary>Unknown, expired, revoked, used up: nobody is told which.</summary>
    NotFound,

    /// <summary>Too many guesses, or too many at once; see the time to wait.</summary>
    TooManyAttempts,
}
