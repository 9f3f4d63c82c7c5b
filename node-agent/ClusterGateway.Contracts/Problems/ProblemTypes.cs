namespace ClusterGateway.Contracts.Problems;

/// <summary>
/// Names of the errors that a gateway or an agent makes itself, as RFC 9457 problem details.
/// The <c>type</c> member is <see cref="Prefix"/> followed by the name.
/// </summary>
public static class ProblemTypes
{
    public const string Prefix = "urn:clustergateway:problem:";
    public const string ContentType = "application/problem+json";

    public const string NoServingNode = "no-serving-node";
    public const string NoPrimary = "no-primary";
    public const string StoreUnavailable = "store-unavailable";
    public const string BadGateway = "bad-gateway";
    public const string GatewayTimeout = "gateway-timeout";
    public const string NotPrimary = "not-primary";
    public const string StaleTerm = "stale-term";
    public const string LockConflict = "lock-conflict";
    public const string SessionHeld = "session-held";
    public const string DuplicateNode = "duplicate-node";
    public const string Refused = "refused";
    public const string NodeScoped = "node-scoped";
    public const string Gone = "gone";
    public const string PreconditionFailed = "precondition-failed";
    public const string PreconditionRequired = "precondition-required";
    public const string CertificateMismatch = "certificate-mismatch";
    public const string PasswordRequired = "password-required";
    public const string PasswordWrong = "password-wrong";
    public const string Blocked = "blocked";
    public const string Forbidden = "forbidden";
    public const string Unauthorized = "unauthorized";
    public const string NotFound = "not-found";
    public const string InvalidRequest = "invalid-request";
    public const string TooLarge = "too-large";
    public const string RateLimited = "rate-limited";

    /// <summary>The HTTP status that belongs to a problem's name; 500 for a name that is not ours.</summary>
    public static int StatusOf(string name) => name switch
    {
        InvalidRequest => 400,
        Unauthorized => 401,
        PasswordRequired or PasswordWrong or Blocked or Forbidden => 403,
        NotFound => 404,
        NotPrimary or StaleTerm or LockConflict or SessionHeld or DuplicateNode or Refused or NodeScoped => 409,
        Gone => 410,
        PreconditionFailed => 412,
        TooLarge => 413,
        CertificateMismatch => 422,
        PreconditionRequired => 428,
        RateLimited => 429,
        BadGateway => 502,
        NoServingNode or NoPrimary or StoreUnavailable => 503,
        GatewayTimeout => 504,
        _ => 500,
    };
}
