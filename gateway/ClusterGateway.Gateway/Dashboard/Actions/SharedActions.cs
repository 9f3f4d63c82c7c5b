using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Gateway.Dashboard.Pages;

namespace ClusterGateway.Gateway.Dashboard.Actions;

/// <summary>What can be done to locks and links. Pure.</summary>
internal static class SharedActions
{
    public static AdminAction Break(LockView held) => new()
    {
        Title = $"Break the lock of {held.Resource}?",
        Effects =
        [
            $"{held.Owner ?? "Somebody whom the application did not name"} holds it; it would end by itself in {Moment.Length(held.ExpiresIn)}, unless refreshed.",
            "Others can edit the file at once. Whoever edits it now cannot save any more, unless the application finds a way.",
        ],
        Button = "Break the lock",
        Done = $"The lock of {held.Resource} was broken.",
        AgentPath = $"/v1/locks/{Uri.EscapeDataString(held.Resource)}/break",
        Fields = ActionFields.Reason,
        IsRisky = true,
        Back = "/locks",
    };

    public static AdminAction Revoke(ShareLinkView link) => new()
    {
        Title = $"Revoke the link to {link.Target}?",
        Effects = [$"{link.Owner} made it; it was used for {Words.Count(link.Downloads, "download", "downloads")}.", "It opens nothing any more, on any node, and cannot be brought back."],
        Button = "Revoke the link",
        Done = $"The link to {link.Target} was revoked.",
        AgentPath = $"/v1/links/{Uri.EscapeDataString(link.Id)}",
        Method = HttpMethod.Delete,
        IsRisky = true,
        Back = "/links",
    };
}
