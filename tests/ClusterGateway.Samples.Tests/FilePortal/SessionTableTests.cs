using ClusterGateway.Testing.Time;
using FilePortal.SignIn;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Samples.Tests.FilePortal;

public sealed class SessionTableTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SessionTable _table;

    public SessionTableTests() => _table = new SessionTable("portal-session", "/", TimeSpan.FromMinutes(20), _time);

    [Fact]
    public void Find_WhileItIsUsed_KeepsTheSession()
    {
        var request = SignIn();

        _time.Advance(TimeSpan.FromMinutes(19));
        Assert.NotNull(_table.Find(request));
        _time.Advance(TimeSpan.FromMinutes(19));
        Assert.Equal("alice", _table.Find(request)?.User);
    }

    [Fact]
    public void Find_UnusedForLonger_IsOver()
    {
        var request = SignIn();

        _time.Advance(TimeSpan.FromMinutes(21));

        Assert.Null(_table.Find(request));
        Assert.Empty(_table.Active);
    }

    [Fact]
    public void SignIn_Again_ReplacesTheSession()
    {
        var old = SignIn();

        _table.SignIn(old.HttpContext, "alice");

        Assert.Null(_table.Find(old));
        Assert.Single(_table.Active);
    }

    [Fact]
    public void IsDueToTell_InConstantUse_IsTrueOnceInAnInterval()
    {
        var request = SignIn();
        var told = 0;
        for (var second = 0; second < 300; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            told += _table.Find(request)!.IsDueToTell(_time.GetUtcNow(), SessionReferences.TouchInterval) ? 1 : 0;
        }

        Assert.Equal(5, told);
    }

    private HttpRequest SignIn()
    {
        var answer = new DefaultHttpContext();
        _table.SignIn(answer, "alice");
        var next = new DefaultHttpContext();
        next.Request.Headers.Cookie = answer.Response.Headers.SetCookie.ToString().Split(';')[0];
        return next.Request;
    }
}
