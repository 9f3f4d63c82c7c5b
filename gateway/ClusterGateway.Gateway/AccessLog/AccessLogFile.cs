namespace ClusterGateway.Gateway.AccessLog;

/// <summary>
/// Opens its file for each batch, a few times a second: whoever rotates it may rename it or cut it, and need not tell the gateway.
/// </summary>
internal sealed class AccessLogFile(string path) : IAccessLogOutput
{
    private static readonly FileStreamOptions Appending = Options();

    public void Append(ReadOnlySpan<byte> lines)
    {
        using var file = new FileStream(path, Appending);
        file.Write(lines);
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            // Who may read what users do: the group, as with the logs of other servers.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        }

        return options;
    }
}
