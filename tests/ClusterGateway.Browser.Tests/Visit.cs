using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ClusterGateway.Browser.Tests;

/// <summary>A page in a browser of its own, and what went wrong in it.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly SharedSession _session;
    private readonly ConcurrentQueue<string> _faults = new();

    internal Visit(IPage page, SharedSession session)
    {
        (Page, _session) = (page, session);
        page.SetDefaultTimeout(60_000);
        page.PageError += (_, error) => _faults.Enqueue(error);
        page.Console += (_, message) =>
        {
            // Connections that the tests break are told here too, and what an agent refuses.
            if (message.Type == "error" && !message.Text.Contains("net::ERR_", StringComparison.Ordinal) && !message.Text.Contains("the server responded with a status of 4", StringComparison.Ordinal))
            {
                _faults.Enqueue(message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("http://127.0.0.1:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _faults.Enqueue($"the page asked {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    public ILocator Headline => Page.Locator("#headline h1");

    public ILocator Row(string node) => Page.Locator($"#node-{node}");

    public ILocator State(string node) => Row(node).Locator(".state strong").First;

    /// <summary>The result of the last action.</summary>
    public ILocator Notice => Page.Locator(".notice");

    /// <summary>The first visit signs in, and the others bring its cookies: an address has ten attempts a minute.</summary>
    public async Task SignInAsync()
    {
        await Page.Context.AddCookiesAsync(_session.Cookies);
        await Page.GotoAsync("/");
        if (_session.Cookies.Count == 0)
        {
            await Page.GetByLabel("Admin token").FillAsync(_session.Token);
            await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        }

        await Headline.WaitForAsync();
        await _session.KeepAsync(Page.Context);
    }

    public Task UntilLiveAsync() => Page.Locator("#live[data-state=live]").WaitForAsync();

    /// <summary>Marks the page: a mark that is still there shows that it was never loaded anew.</summary>
    public Task MarkAsync() => Page.EvaluateAsync("window.marked = true");

    public Task<bool> IsMarkedAsync() => Page.EvaluateAsync<bool>("window.marked === true");

    /// <summary>Whether anything is wider than the screen.</summary>
    public Task<bool> ScrollsSidewaysAsync() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth");

    public async ValueTask DisposeAsync()
    {
        await Page.Context.DisposeAsync();
        Assert.Empty(_faults);
    }
}
