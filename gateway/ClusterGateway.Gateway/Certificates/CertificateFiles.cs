namespace ClusterGateway.Gateway.Certificates;

/// <summary>A certificate in the directory: the files of the chain and of the key.</summary>
internal sealed record CertificateFiles(string Name, string Chain, string Key)
{
    /// <summary>Those that there are, in the order of their names; certbot's layout before lego's where a name is in both.</summary>
    /// <exception cref="IOException">The directory cannot be read. Likewise <see cref="UnauthorizedAccessException"/>.</exception>
    public static IReadOnlyList<CertificateFiles> In(string directory)
    {
        var folders = Directory.EnumerateDirectories(directory)
            .Select(folder => new CertificateFiles(Path.GetFileName(folder), Path.Combine(folder, "fullchain.pem"), Path.Combine(folder, "privkey.pem")));

        // Lego keeps the issuer's certificate beside, which has no key.
        var files = Directory.EnumerateFiles(directory, "*.crt")
            .Select(file => new CertificateFiles(Path.GetFileNameWithoutExtension(file), file, Path.ChangeExtension(file, ".key")));
        return [.. folders.Concat(files).Where(it => File.Exists(it.Chain) && File.Exists(it.Key)).DistinctBy(it => it.Name).OrderBy(it => it.Name, StringComparer.Ordinal)];
    }
}
