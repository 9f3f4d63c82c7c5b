namespace LocalCluster.Planning;

/// <summary>A first document for the demo, where there is none yet.</summary>
internal static class WelcomeDocument
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
    }
}
