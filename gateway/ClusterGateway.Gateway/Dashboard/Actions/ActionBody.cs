using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.Leadership;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Dashboard.Actions;

/// <summary>What an administrator said, as the body that the agent reads. Pure.</summary>
internal static class ActionBody
{
    /// <returns>The body, empty for none; or what is wrong with what was said.</returns>
    public static (byte[] Body, string? Mistake) Of(AdminAction action, IReadOnlyDictionary<string, string> said)
    {
        if (action.Fields.HasFlag(ActionFields.Force))
        {
            var deadline = said.GetValueOrDefault("deadline");
            var force = said.GetValueOrDefault("force") == "true";
            if (!action.Fields.HasFlag(ActionFields.Deadline))
            {
                return (Json(new DrainRequest(Force: force)), null);
            }

            return Duration.TryParse(deadline, out var length)
                ? (Json(new DrainRequest(length, force)), null)
                : ([], $"'{deadline}' is not a duration: write it as 30m, 2h or 90s.");
        }

        if (action.Fields.HasFlag(ActionFields.Target))
        {
            var to = said.GetValueOrDefault("to");
            return (JsonSerializer.SerializeToUtf8Bytes(
                new SwitchoverRequest(string.IsNullOrEmpty(to) ? null : to), ContractsJson.Default.SwitchoverRequest), null);
        }

        var reason = said.GetValueOrDefault("reason");
        return (string.IsNullOrWhiteSpace(reason)
            ? []
            : JsonSerializer.SerializeToUtf8Bytes(new LockBreakRequest(reason), ContractsJson.Default.LockBreakRequest), null);
    }

    private static byte[] Json(DrainRequest request) => JsonSerializer.SerializeToUtf8Bytes(request, ContractsJson.Default.DrainRequest);
}
