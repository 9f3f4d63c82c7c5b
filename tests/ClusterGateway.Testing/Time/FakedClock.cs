using System.Globalization;

namespace ClusterGateway.Testing.Time;

/// <summary>
/// The wall clock of a server that is started with this <see cref="Environment"/>, by libfaketime. Its monotonic clock is left alone, as by somebody who
/// sets the time of a machine. Not for .NET: that suspends threads by signals, perhaps one that holds a lock of libfaketime, and all hang.
/// </summary>
public sealed class FakedClock : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"clustergateway-clock-{Guid.NewGuid():N}");

    public FakedClock(TimeSpan shift) => Shift(shift);

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library,
        ["FAKETIME_TIMESTAMP_FILE"] = _file,
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
    };

    private static string Library => Directory.Exists("/usr/lib")
        && Directory.EnumerateFiles("/usr/lib", "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .FirstOrDefault() is { } found
        ? found
        : throw new FileNotFoundException("the tests need libfaketime: apt-get install libfaketime");

    /// <summary>From now on the clock is so far ahead; negative for behind.</summary>
    public void Shift(TimeSpan by)
    {
        // Replaced as a whole: the process reads it at every look at the clock.
        var next = $"{_file}.next";
        File.WriteAllText(next, string.Create(CultureInfo.InvariantCulture, $"{by.TotalSeconds:+0.###;-0.###;+0}\n"));
        File.Move(next, _file, overwrite: true);
    }

    public void Dispose() => File.Delete(_file);
}
