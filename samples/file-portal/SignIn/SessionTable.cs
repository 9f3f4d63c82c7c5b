using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace FilePortal.SignIn;

/// <summary>
/// The sessions of one sign-in, in the memory of this process only: a request that reaches another process is signed out.
/// The table holds hashes, never the cookie's value.
/// </summary>
/// <param name="references">Who else hears of them; null for nobody.</param>
internal sealed class SessionTable(string cookie, string path, TimeSpan idle, TimeProvider time, SessionReferences? references = null)
{
    private const int SecretBytes = 32;
    private const int IdCharacters = 16;

    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    public IReadOnlyList<Session> Active =>
        [.. _sessions.Values.Where(session => !IsOver(session)).OrderBy(session => session.Since)];

    public Session? Find(HttpRequest request)
    {
        if (!request.Cookies.TryGetValue(cookie, out var secret) || !_sessions.TryGetValue(KeyOf(secret), out var session) || IsOver(session))
        {
            return null;
        }

        session.Touch(time.GetUtcNow());
        references?.Used(session);
        return session;
    }

    public void SignIn(HttpContext context, string user)
    {
        Forget(context.Request);
        foreach (var (old, _) in _sessions.Where(entry => IsOver(entry.Value)))
        {
            _sessions.TryRemove(old, out _);
        }

        var secret = NewSecret();
        var key = KeyOf(secret);
        var session = new Session(user, key[..IdCharacters], NewSecret(), time.GetUtcNow());
        _sessions[key] = session;
        references?.Began(session);
        context.Response.Cookies.Append(cookie, secret, CookieOptions(context.Request));
    }

    public void SignOut(HttpContext context)
    {
        Forget(context.Request);
        context.Response.Cookies.Delete(cookie, CookieOptions(context.Request));
    }

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    private static string KeyOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private void Forget(HttpRequest request)
    {
        if (request.Cookies.TryGetValue(cookie, out var secret) && _sessions.TryRemove(KeyOf(secret), out var session))
        {
            references?.Ended(session);
        }
    }

    private bool IsOver(Session session) => time.GetUtcNow() - session.LastSeen > idle;

    private CookieOptions CookieOptions(HttpRequest request) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = path, Secure = request.IsHttps };
}
