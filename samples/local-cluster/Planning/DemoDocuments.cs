using LocalCluster.Secrets;

namespace LocalCluster.Planning;

/// <summary>What the demo begins with: something to read, and an empty document for its WOPI host.</summary>
internal static class DemoDocuments
{
    private const string Text = """
        Welcome.

        This folder is shared by all nodes of the cluster: upload a document on one of them and it is there on every other.
        The foot of the page names the node that answered. It stays the same while you are signed in, because your session
        lives in that node's memory. Stop another node and you will notice nothing.

        """;

    public static void Write(string directory)
    {
        if (!Directory.EnumerateFiles(directory).Any())
        {
            File.WriteAllText(Path.Combine(directory, "Welcome.txt"), Text);
        }

        var wopi = Path.Combine(directory, DemoWopi.Document);
        if (!File.Exists(wopi))
        {
            File.WriteAllBytes(wopi, []);
        }
    }
}
