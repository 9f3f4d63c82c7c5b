using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Gateway.Dashboard.Actions;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Certificates;

/// <summary>Certificates in the browser: which there are, who serves them, when they end; uploading, activating, removing.</summary>
internal static class CertificatesEndpoints
{
    public static void MapCertificates(this IEndpointRouteBuilder endpoints)
    {
        var agents = endpoints.ServiceProvider.GetRequiredService<AgentReading>();
        endpoints.MapGet("/certificates", ListAsync);
        endpoints.MapAction("/certificates/upload", async it => it.Query("name").Length == 0
            ? CertificateActions.Upload(null)
            : await FindAsync(agents, it) is { } found ? CertificateActions.Upload(found) : null);
        endpoints.MapAction("/certificates/activate", async it => await FindAsync(agents, it) is { } found ? CertificateActions.Activate(found) : null);
        endpoints.MapAction("/certificates/remove", async it => await FindAsync(agents, it) is { } found ? CertificateActions.Remove(found) : null);
    }

    private static Task<Tagged<CertificateView>?> FindAsync(AgentReading agents, ActionContext it) =>
        agents.FindAsync(it.Caller, CertificateActions.PathOf(it.Query("name")), ContractsJson.Default.CertificateView, it.Aborted);

    private static async Task<IResult> ListAsync(HttpContext context, AgentReading agents)
    {
        var (found, failure) = await AgentReading.TryAsync(agents.GetAsync(
            AgentCaller.Of(context), "/v1/certificates", ContractsJson.Default.CertificateListView, context.RequestAborted));
        return Page.Of<CertificatesPage>(new()
        {
            [nameof(CertificatesPage.Chrome)] = Chrome.Of(context),
            [nameof(CertificatesPage.Items)] = found?.Items ?? [],
            [nameof(CertificatesPage.Failure)] = failure,
        });
    }
}
