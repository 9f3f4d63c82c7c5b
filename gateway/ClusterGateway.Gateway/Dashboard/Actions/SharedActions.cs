using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Management;

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
        Ask = said => (new AgentRequest(HttpMethod.Post, $"/v1/locks/{Uri.EscapeDataString(held.Resource)}/break") { Body = BecauseOf(said.GetValueOrDefault("reason")) }, null),
        Fields = [new("reason", "Reason") { Hint = "stands in the event log", MostCharacters = 200 }],
        IsRisky = true,
        Back = "/locks",
    };

    public static AdminAction Revoke(ShareLinkView link) => new()
    {
        Title = $"Revoke the link to {link.Target}?",
        Effects = [$"{link.Owner} made it; it was used for {Words.Count(link.Downloads, "download", "downloads")}.", "It opens nothing any more, on any node, and cannot be brought back."],
        Button = "Revoke the link",
        Done = $"The link to {link.Target} was revoked.",
        Ask = AdminAction.Always(HttpMethod.Delete, $"/v1/links/{Uri.EscapeDataString(link.Id)}"),
        IsRisky = true,
        Back = "/links",
    };

    private static byte[] BecauseOf(string? reason) => string.IsNullOrWhiteSpace(reason)
        ? []
        : JsonSerializer.SerializeToUtf8Bytes(new LockBreakRequest(reason), ContractsJson.Default.LockBreakRequest);
}
