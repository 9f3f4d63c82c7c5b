namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>What came of an attempt to open a link, or to count a download.</summary>
internal enum LinkAccess
{
    Granted,
    PasswordRequired,
    PasswordWrong,

    /// <summary>Unknown, malformed, expired or revoked; nobody outside can tell it from <see cref="Exhausted"/>.</summary>
    NotFound,

    /// <summary>The download limit is reached.</summary>
    Exhausted,

    /// <summary>Too many passwords were tried.</summary>
    Limited,

    /// <summary>Too many passwords are being checked on this node right now.</summary>
    Busy,

    /// <summary>Counted as a download.</summary>
    Consumed,

    /// <summary>The same grant again: not counted.</summary>
    Repeated,

    /// <summary>The grant is over or never was, or its link is no more.</summary>
    Gone,
}
