namespace ClusterGateway.Storage.Sqlite;

/// <summary>The database's file: whoever can read it can read the cluster's secrets.</summary>
internal static class SqliteFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates the file (0600) and its directory (0700) where they are missing. SQLite gives its side files the same mode.</summary>
    public static void Create(string path)
    {
        if (File.Exists(path))
        {
            // Never opened here: closing any handle of the file would drop the locks that SQLite holds on it in this process.
            return;
        }

        var directory = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory); // The file inherits the directory's access rules when SQLite creates it.
            return;
        }

        Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        try
        {
            new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite,
                UnixCreateMode = OwnerOnly,
            }).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }
    }
}
