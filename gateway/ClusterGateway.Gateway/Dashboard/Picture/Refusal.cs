using System.Text.Json;
using ClusterGateway.Contracts;

namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>Why an agent refused, in its own words.</summary>
internal static class Refusal
{
    public static async Task<string> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync(ContractsJson.Default.ProblemView, cancellationToken);
            return problem?.Detail ?? problem?.Title ?? $"the agent answered {(int)answer.StatusCode}";
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
        {
            return $"the agent answered {(int)answer.StatusCode}";
        }
    }
}
