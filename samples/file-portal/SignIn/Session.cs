namespace FilePortal.SignIn;

/// <summary>Somebody who is signed in to this process, and to no other.</summary>
/// <param name="id">Names the session without being able to open it: part of the cookie's hash.</param>
/// <param name="formToken">What a form of this session must send back (anti-forgery).</param>
public sealed class Session(string user, string id, string formToken, DateTimeOffset since)
{
    private long _lastSeen = since.UtcTicks;
    private long _lastTold = since.UtcTicks;

    public string User => user;

    public string Id => id;

    public string FormToken => formToken;

    public DateTimeOffset Since => since;

    public DateTimeOffset LastSeen => new(Volatile.Read(ref _lastSeen), TimeSpan.Zero);

    /// <summary>Stands at the cluster for this process as the holder; null until it was told.</summary>
    public string? ReferenceTag { get; set; }

    /// <summary>Another process has the session at the cluster: it is not this one's to keep alive there, nor to end.</summary>
    public bool IsTakenOver { get; set; }

    public void Touch(DateTimeOffset now) => Volatile.Write(ref _lastSeen, now.UtcTicks);

    /// <summary>Whether others should hear that the session is in use; true for one caller within the interval.</summary>
    public bool IsDueToTell(DateTimeOffset now, TimeSpan interval)
    {
        var told = Volatile.Read(ref _lastTold);
        return now.UtcTicks - told >= interval.Ticks && Interlocked.CompareExchange(ref _lastTold, now.UtcTicks, told) == told;
    }

    public bool AllowsForm(string? token) => token is not null && Credentials.AreEqual(token, FormToken);
}
