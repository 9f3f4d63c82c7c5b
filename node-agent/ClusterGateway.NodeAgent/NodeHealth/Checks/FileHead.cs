using System.Text;

namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>The beginning of a text file: what a check reads must not depend on how large the file has become.</summary>
internal static class FileHead
{
    public const int MaxBytes = 1024 * 1024;

    public static Task<string> ReadAsync(string path) => OwnThread.RunAsync(() => Read(path));

    private static string Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[MaxBytes];
        return Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }
}
