using System.Reflection;

namespace ClusterGateway.Storage;

/// <summary>The text files that lie beside the providers and are compiled into the assembly.</summary>
internal static class EmbeddedText
{
    /// <param name="folder">A namespace, as in <c>PostgreSql.Schema</c>.</param>
    public static string Read(string folder, string file)
    {
        var name = $"ClusterGateway.Storage.{folder}.{file}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
