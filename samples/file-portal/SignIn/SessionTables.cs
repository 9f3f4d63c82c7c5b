using FilePortal.Configuration;
using Microsoft.Extensions.Options;

namespace FilePortal.SignIn;

/// <summary>The two sign-ins: users everywhere, administrators below <c>/admin</c>.</summary>
internal sealed class SessionTables(IOptions<PortalOptions> options, TimeProvider time, SessionReferences references)
{
    public SessionTable Portal { get; } = new("portal-session", "/", options.Value.SessionIdle, time, references);

    public SessionTable Admin { get; } = new("admin-session", "/admin", options.Value.SessionIdle, time);
}
