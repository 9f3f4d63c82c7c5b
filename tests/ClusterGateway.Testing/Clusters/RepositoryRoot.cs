namespace ClusterGateway.Testing.Clusters;

/// <summary>Where the checkout is that the running tests were built from, and what was built beside them.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    /// <summary>The build configuration of the running tests; the programs they start are of the same.</summary>
    public static string Configuration { get; } =
        new DirectoryInfo(AppContext.BaseDirectory).FullName.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>The assembly that a project was built into.</summary>
    public static string Assembly(string projectDirectory, string name)
    {
        var file = System.IO.Path.Combine(Path, projectDirectory, "bin", Configuration, "net10.0", name + ".dll");
        return File.Exists(file)
            ? file
            : throw new InvalidOperationException($"'{file}' is missing: build the whole solution first, for example with ./test.sh");
    }

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory.FullName, "ClusterGateway.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("the tests run outside a checkout");
    }
}
