using ClusterGateway.Testing.Servers;

namespace ClusterGateway.Testing.Disks;

/// <summary>A file system of its own that can be filled to the last byte: a tmpfs, which takes a right to mount.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <param name="megabytes">Its size.</param>
    /// <param name="owner">The user that it belongs to; null for the tests' own.</param>
    public static async Task<SmallDisk> MountAsync(int megabytes, string? owner = null)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("clustergateway-disk-").FullName);
        await Programs.RunAsync("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path]);
        if (owner is not null)
        {
            await Programs.RunAsync("chown", [owner, disk.Path]);
        }

        return disk;
    }

    /// <summary>Nothing fits any more.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                ballast.Write(block);
            }
        }
        catch (IOException)
        {
            // No space left on device.
        }
    }

    /// <summary>As an administrator who deletes what he does not need.</summary>
    public void Clear() => File.Delete(Ballast);

    /// <summary>After everything that has files there.</summary>
    public async ValueTask DisposeAsync()
    {
        // Lazily: a process that was killed may still be about to let go.
        await Programs.RunAsync("umount", ["-l", Path]);
        Directory.Delete(Path);
    }
}
