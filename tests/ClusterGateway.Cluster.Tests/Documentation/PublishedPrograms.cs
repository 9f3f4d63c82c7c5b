namespace ClusterGateway.Cluster.Tests.Documentation;

/// <summary>Where whoever follows an installation page first publishes the programs, for those that follow one later.</summary>
public sealed class PublishedPrograms : IDisposable
{
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("programs-").FullName;

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
