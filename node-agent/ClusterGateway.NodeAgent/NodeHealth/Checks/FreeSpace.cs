using System.Globalization;

namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>How much of a file system must be free: a number of bytes, or a share of its size.</summary>
internal readonly record struct FreeSpace(long? Bytes, double? Percent)
{
    // KB is the thousand of disk makers and of Windows' dialogs alike in print; who means 1024 writes KiB.
    private static readonly (string Suffix, double Factor)[] Units =
    [
        ("KiB", 1024), ("MiB", Math.Pow(1024, 2)), ("GiB", Math.Pow(1024, 3)), ("TiB", Math.Pow(1024, 4)),
        ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("B", 1), ("", 1),
    ];

    /// <summary>Reads <c>10%</c>, <c>5GB</c>, <c>512 MiB</c> or a bare number of bytes; false for anything else, 0 and 100 % included.</summary>
    public static bool TryParse(string text, out FreeSpace space)
    {
        space = default;
        text = text.Trim();
        if (text.EndsWith('%'))
        {
            space = new FreeSpace(null, TryNumber(text[..^1], out var percent) ? percent : 0);
            return space.Percent is > 0 and < 100;
        }

        var (suffix, factor) = Units.First(u => text.EndsWith(u.Suffix, StringComparison.OrdinalIgnoreCase));
        var bytes = TryNumber(text[..^suffix.Length], out var number) ? number * factor : 0;
        space = new FreeSpace(bytes < long.MaxValue ? (long)bytes : 0, null);
        return space.Bytes > 0;
    }

    public bool IsIn(long free, long total) => Bytes is { } bytes ? free >= bytes : free >= total * Percent / 100;

    /// <summary>As <c>df -H</c> shows it: <c>1.5 GB</c>.</summary>
    public static string Text(long bytes)
    {
        var (suffix, factor) = Units.Where(u => u.Suffix is "TB" or "GB" or "MB" or "KB" or "B").OrderByDescending(u => u.Factor)
            .First(u => bytes >= u.Factor || u.Suffix == "B");
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / factor:0.#} {suffix}");
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text.TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
}
