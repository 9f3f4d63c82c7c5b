namespace ClusterGateway.Storage.Sqlite;

/// <summary>Which file system a directory lies on.</summary>
internal static class SqliteMounts
{
    private static readonly string[] NetworkTypes =
    [
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "ceph", "lustre", "gpfs", "ocfs2", "gfs2", "ncpfs", "vboxsf",
        "fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.ceph-fuse", "fuse.s3fs", "fuse.rclone", "fuse.davfs", "fuse.vmhgfs-fuse",
    ];

    /// <summary>The nearest existing directory of a file that may not exist yet, with symbolic links followed.</summary>
    public static string ResolveDirectory(string path)
    {
        var directory = new FileInfo(path).Directory;
        while (directory is { Exists: false })
        {
            directory = directory.Parent;
        }

        return directory is null ? "/" : Resolve(directory);
    }

    /// <summary>The type of the network file system that the directory lies on; null when it is local.</summary>
    public static string? NetworkFileSystem(string directory)
    {
        if (OperatingSystem.IsLinux())
        {
            return NetworkFileSystem(directory, File.ReadAllLines("/proc/self/mounts"));
        }

        var drive = new DriveInfo(directory);
        return drive.DriveType == DriveType.Network ? drive.DriveFormat : null;
    }

    /// <param name="mounts">The lines of <c>/proc/mounts</c>: device, mount point, type, options; later ones lie on top.</param>
    public static string? NetworkFileSystem(string directory, IEnumerable<string> mounts)
    {
        var (point, type) = mounts
            .Select(line => line.Split(' '))
            .Where(fields => fields.Length > 2)
            .Select(fields => (Point: Unescape(fields[1]), Type: fields[2]))
            .Where(mount => Contains(mount.Point, directory))
            .Aggregate((Point: "/", Type: ""), (best, mount) => mount.Point.Length >= best.Point.Length ? mount : best);

        // The root of a sandbox or a light virtual machine may be 9p: local to it, whatever carries it.
        return NetworkTypes.Contains(type) && (type, point) is not ("9p", "/") ? type : null;
    }

    private static string Resolve(DirectoryInfo directory)
    {
        if (directory.ResolveLinkTarget(returnFinalTarget: true) is { } target)
        {
            return Resolve(new DirectoryInfo(target.FullName));
        }

        return directory.Parent is { } parent ? Path.Combine(Resolve(parent), directory.Name) : directory.FullName;
    }

    private static bool Contains(string point, string directory) =>
        point == "/" || directory == point || directory.StartsWith(point + "/", StringComparison.Ordinal);

    /// <summary>Blanks and backslashes of mount points are written in octal.</summary>
    private static string Unescape(string point) => point
        .Replace("\\040", " ", StringComparison.Ordinal)
        .Replace("\\011", "\t", StringComparison.Ordinal)
        .Replace("\\012", "\n", StringComparison.Ordinal)
        .Replace("\\134", "\\", StringComparison.Ordinal);
}
