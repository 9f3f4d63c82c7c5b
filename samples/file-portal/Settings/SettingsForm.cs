using System.Text.Json;
using ClusterGateway.Client;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.Settings;
using FilePortal.Edge;

namespace FilePortal.Settings;

/// <summary><c>POST /admin/settings</c>: the administration page writes the portal's settings for all nodes.</summary>
internal static class SettingsForm
{
    public static async Task<IResult> SaveAsync(HttpRequest request, ClusterClient cluster, CancellationToken cancellationToken)
    {
        var fields = await request.ReadFormAsync(cancellationToken);
        foreach (var (field, key) in new[] { ("title", PortalLook.TitleKey), ("notice", PortalLook.NoticeKey) })
        {
            try
            {
                if (!await PutAsync(cluster, key, fields[field].ToString().Trim(), cancellationToken))
                {
                    return Refusal.Because(ProblemTypes.PreconditionFailed, "Somebody else changed the settings at the same moment. Look at them, and try again.");
                }
            }
            catch (AgentProblemException refused)
            {
                return Refusal.Because(refused.Problem.Name, refused.Message);
            }
        }

        return SeeOther.To("/admin");
    }

    private static async Task<bool> PutAsync(ClusterClient cluster, string key, string value, CancellationToken cancellationToken)
    {
        var current = await cluster.Settings.FindAsync(key, cancellationToken);
        return await cluster.Settings.PutAsync(key, new SettingRequest(JsonSerializer.SerializeToElement(value)), current, cancellationToken) is not null;
    }
}
