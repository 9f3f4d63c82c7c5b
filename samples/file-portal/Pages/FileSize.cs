using System.Globalization;

namespace FilePortal.Pages;

/// <summary>Bytes as people read them.</summary>
internal static class FileSize
{
    private static readonly string[] Units = ["bytes", "KB", "MB", "GB", "TB"];

    public static string Text(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        while (size >= 1024 && unit < Units.Length - 1)
        {
            (size, unit) = (size / 1024, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 || size >= 10 ? Math.Round(size) : Math.Round(size, 1))} {Units[unit]}");
    }
}
