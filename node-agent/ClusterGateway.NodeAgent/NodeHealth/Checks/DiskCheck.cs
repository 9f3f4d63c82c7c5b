using System.Globalization;
using ClusterGateway.Contracts;

namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>How much of the file system of a directory is free for users who are not root.</summary>
internal sealed class DiskCheck(string name, string directory, string minFree) : INodeCheck
{
    public string Type => CheckTypes.Disk;

    public string Name => name;

    public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => OwnThread.RunAsync(Look);

    public static CheckResult Judge(string directory, string minFree, long free, long total)
    {
        _ = FreeSpace.TryParse(minFree, out var least);
        var percent = total == 0 ? 0 : 100.0 * free / total;
        var sentence = string.Create(
            CultureInfo.InvariantCulture, $"{FreeSpace.Text(free)} of {FreeSpace.Text(total)} ({percent:0.#} %) are free in {directory}");
        return least.IsIn(free, total)
            ? CheckResult.Pass(sentence)
            : CheckResult.Fail($"{sentence}, less than {minFree}", new WarningView(WarningCodes.DiskSpace, $"{sentence}, less than {minFree}: make room, or enlarge it"));
    }

    private CheckResult Look()
    {
        // What is not there has no free space, and the exception of the next line would speak of drives.
        if (!Directory.Exists(directory))
        {
            return CheckResult.Fail($"{directory} is not a directory, or is not there");
        }

        var drive = new DriveInfo(directory);
        return Judge(directory, minFree, drive.AvailableFreeSpace, drive.TotalSize);
    }
}
