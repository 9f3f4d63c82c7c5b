using Microsoft.Playwright;

namespace ClusterGateway.Browser.Tests;

/// <summary>Pictures of what the tests saw, in <c>screenshots</c> beside them, or in the directory that <c>SCREENSHOTS</c> names.</summary>
internal static class Screenshots
{
    private static readonly string Folder =
        Environment.GetEnvironmentVariable("SCREENSHOTS") ?? Path.Combine(AppContext.BaseDirectory, "screenshots");

    public static async Task TakeAsync(IPage page, string name)
    {
        var file = Path.Combine(Folder, $"{name}.png");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = file, Animations = ScreenshotAnimations.Disabled });
        Assert.True(new FileInfo(file).Length > 10_000, $"{file} shows something");
    }
}
