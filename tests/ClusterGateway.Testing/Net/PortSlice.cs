using System.Globalization;

namespace ClusterGateway.Testing.Net;

/// <summary>
/// The ports that this process gives to servers: a half of those below the range of outgoing connections. Test projects run side by side,
/// and what one has chosen but not yet bound the others cannot see.
/// </summary>
internal static class PortSlice
{
    private const int Lowest = 15_000;
    private const int Size = 8_500;
    private const int Slices = 2;

    // Held until the process ends, however it does.
    private static readonly FileStream?[] Locks = new FileStream?[Slices];
    private static readonly int Index = Take();

    /// <summary>Where <see cref="FreePort"/> begins.</summary>
    public static int First => Lowest + (Index * Size);

    /// <summary>Where <see cref="PortBlock"/> begins.</summary>
    public static int Blocks => End - 4_000;

    /// <summary>The first one that is not in it.</summary>
    public static int End => First + Size;

    /// <summary>A free slice; when there is none, one that is shared with others.</summary>
    private static int Take()
    {
        for (var index = 0; index < Slices; index++)
        {
            var file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"clustergateway-ports-{index}.lock"));
            try
            {
                Locks[index] = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return index;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another process has it.
            }
        }

        return Environment.ProcessId % Slices;
    }
}
