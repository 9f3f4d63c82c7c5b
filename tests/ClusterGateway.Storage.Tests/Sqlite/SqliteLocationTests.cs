using ClusterGateway.Storage.Sqlite;

namespace ClusterGateway.Storage.Tests.Sqlite;

public sealed class SqliteLocationTests
{
    private static readonly string[] Mounts =
    [
        "/dev/sda1 / ext4 rw 0 0",
        "server:/export /srv/shared nfs4 rw,vers=4.2 0 0",
        "/dev/sdb1 /srv/shared/local xfs rw 0 0",
        "//server/share /mnt/with\\040blank cifs rw 0 0",
        "user@host:/ /mnt/ssh fuse.sshfs rw 0 0",
        "/dev/sdc1 /mnt/ntfs fuseblk rw 0 0",
        "host /mnt/host 9p rw 0 0",
        "server:/old /mnt/covered nfs rw 0 0",
        "tmpfs /mnt/covered tmpfs rw 0 0",
    ];

    [Theory]
    [InlineData("Data Source=cluster.db")]
    [InlineData("Data Source=/var/lib/cluster/cluster.db")]
    [InlineData("DataSource=/tmp/a b.db;Mode=ReadWriteCreate")]
    [InlineData("Filename=/tmp/not/there/yet/cluster.db")]
    public void Validate_UsableFile_HasNoComplaint(string connection) => Assert.Empty(SqliteStore.Validate(connection));

    [Theory]
    [InlineData("", "no Data Source")]
    [InlineData("Data Source=", "no Data Source")]
    [InlineData("Mode=ReadWriteCreate", "no Data Source")]
    [InlineData("/var/lib/cluster.db", "cannot be read")]
    [InlineData("Host=localhost;Database=cg", "cannot be read")]
    [InlineData("Data Source=x.db;Mode=Sometimes", "cannot be read")]
    [InlineData("Data Source=:memory:", "in memory is not shared")]
    [InlineData("Data Source=x;Mode=Memory;Cache=Shared", "in memory is not shared")]
    [InlineData("Data Source=file:x.db?mode=memory", "plain path")]
    [InlineData("Data Source=/tmp", "is a directory")]
    [InlineData("Data Source=x.db;Mode=ReadOnly", "must write")]
    [InlineData("Data Source=x.db;Cache=Shared", "Cache=Shared")]
    [InlineData("Data Source=x.db;Password=secret", "cannot encrypt")]
    public void Validate_WhatWillNotDo_SaysWhy(string connection, string why)
    {
        var complaints = SqliteStore.Validate(connection);

        Assert.Contains(complaints, c => c.Contains(why, StringComparison.Ordinal));
        Assert.DoesNotContain(complaints, c => c.Contains("secret", StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => new SqliteStore(new StoreOptions("cluster", connection), TimeProvider.System));
    }

    [Theory]
    [InlineData("/var/lib", null)]
    [InlineData("/srv/shared", "nfs4")]
    [InlineData("/srv/shared/deeper", "nfs4")]
    [InlineData("/srv/shared2", null)]
    [InlineData("/srv/shared/local", null)]
    [InlineData("/mnt/with blank/a", "cifs")]
    [InlineData("/mnt/ssh", "fuse.sshfs")]
    [InlineData("/mnt/ntfs", null)]
    [InlineData("/mnt/host/a", "9p")]
    [InlineData("/mnt/covered", null)]
    public void NetworkFileSystem_OfADirectory_IsThatOfItsMount(string directory, string? type) =>
        Assert.Equal(type, SqliteMounts.NetworkFileSystem(directory, Mounts));

    [Theory]
    [InlineData("nfs", "nfs")]
    [InlineData("9p", null)]
    [InlineData("overlay", null)]
    public void NetworkFileSystem_OfTheRoot_IsRefusedUnlessItIsASandboxes(string type, string? refused) =>
        Assert.Equal(refused, SqliteMounts.NetworkFileSystem("/work", [$"root / {type} rw 0 0"]));

    [Fact]
    public void ResolveDirectory_BehindALink_IsWhereTheFileWillLie()
    {
        var directory = Directory.CreateTempSubdirectory("cluster-store-");
        try
        {
            var real = directory.CreateSubdirectory("real");
            Directory.CreateSymbolicLink(Path.Combine(directory.FullName, "link"), real.FullName);

            Assert.Equal(
                SqliteMounts.ResolveDirectory(Path.Combine(real.FullName, "x.db")),
                SqliteMounts.ResolveDirectory(Path.Combine(directory.FullName, "link", "not", "yet", "x.db")));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
