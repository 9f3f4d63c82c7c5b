using System.CommandLine;
using System.Globalization;
using ClusterGateway.Cli.Agents;
using ClusterGateway.Cli.Output;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.ShareLinks;

namespace ClusterGateway.Cli.ShareLinks;

/// <summary><c>clusterctl links list</c> and <c>revoke</c>; nothing here opens a link.</summary>
internal static class LinksVerb
{
    public static Command Create(Verbs verbs) => Verbs.Group("links", "Share links", List(verbs), Revoke(verbs));

    private static Command List(Verbs verbs)
    {
        var owner = new Option<string?>("--owner") { Description = "Only links of this user", HelpName = "USER" };
        var target = new Option<string?>("--target") { Description = "Only links to this", HelpName = "TARGET" };
        return verbs.Create("list", "Which links there are", async (invocation, token) =>
        {
            IEnumerable<(string Name, string? Value)> filters = [("owner", invocation.Parsed.GetValue(owner)), ("target", invocation.Parsed.GetValue(target))];
            var query = string.Join('&', filters.Where(f => f.Value is not null).Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value!)}"));
            var links = await invocation.Agent.ListAsync($"/v1/links?{query}", ContractsJson.Default.PageShareLinkView, token).ToListAsync(token);
            invocation.Printer.List(
                links, ContractsJson.Default.ShareLinkView,
                new("ID", link => link.Id), new("TARGET", link => link.Target), new("OWNER", link => link.Owner),
                new("MAY", link => string.Join(", ", link.Permissions)),
                new("PASSWORD", link => link.HasPassword ? "yes" : "no"),
                new("ENDS IN", link => link.ExpiresIn is { } left ? Span.Of(left.Value) : "never"),
                new("DOWNLOADS", Downloads), new("NOTE", link => link.Note));
            return ExitCodes.Done;
        }, owner, target);
    }

    private static Command Revoke(Verbs verbs)
    {
        var id = new Argument<string>("ID") { Description = "As 'clusterctl links list' shows it" };
        return verbs.Create("revoke", "Ends a link, for ever", async (invocation, token) =>
        {
            var path = $"/v1/links/{AgentApi.Segment(invocation.Parsed.GetValue(id)!)}";
            var link = await invocation.Agent.GetAsync(path, ContractsJson.Default.ShareLinkView, token);
            return await invocation.ChangeAsync(
                $"Revoke the link of {link.Owner} to {link.Target}? Nobody can open it any more.",
                () => invocation.Agent.DeleteAsync(path, tag: null, token), $"the link {link.Id} is revoked", token);
        }, id);
    }

    private static string Downloads(ShareLinkView link) => link.MaxDownloads is { } most
        ? string.Create(CultureInfo.InvariantCulture, $"{link.Downloads} of {most}")
        : link.Downloads.ToString(CultureInfo.InvariantCulture);
}
