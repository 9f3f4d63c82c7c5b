namespace ClusterGateway.NodeAgent.Alerts.Configuration;

/// <summary>How the connection to the mail server is protected.</summary>
internal enum SmtpSecurity
{
    /// <summary>It begins in the clear and must change to TLS (RFC 3207), port 587.</summary>
    StartTls,

    /// <summary>TLS from the start (RFC 8314), port 465.</summary>
    Tls,

    /// <summary>None at all, port 25: for a relay on this machine or in a trusted network; without a password unless it is this machine.</summary>
    None,
}
