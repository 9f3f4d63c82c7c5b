using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using ClusterGateway.Contracts;

namespace ClusterGateway.Client;

/// <summary>Lists of the agent, page after page as the reader comes to it.</summary>
internal static class AgentList
{
    /// <param name="filters">Names and values of the query; a value of null is left out.</param>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        this AgentConnection agent, string path, JsonTypeInfo<Page<T>> type, IReadOnlyList<(string Name, string? Value)> filters,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            IEnumerable<(string Name, string? Value)> query = [.. filters, ("after", after)];
            var text = string.Join('&', query.Where(q => q.Value is not null).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value!)}"));
            using var response = await agent.SendAsync(HttpMethod.Get, $"{path}?{text}", body: null, expected: [], cancellationToken).ConfigureAwait(false);
            var page = await AgentConnection.ReadAsync(response, type, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
