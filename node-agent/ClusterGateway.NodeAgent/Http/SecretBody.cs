using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;

namespace ClusterGateway.NodeAgent.Http;

/// <summary>
/// Reads JSON that holds secrets. The framework's own way logs and answers what JSON errors say, and they repeat parts of the text; here a
/// refusal names the place and nothing that stands there. Routes that use it say what they read by <c>Accepts</c>.
/// </summary>
internal static class SecretBody
{
    /// <param name="check">What is wrong with what was sent; null when nothing is.</param>
    /// <returns>What was sent, or why it is refused.</returns>
    public static async Task<(T? Body, Problem? Refused)> ReadAsync<T>(
        HttpRequest request, JsonTypeInfo<T> type, Func<T, Problem?> check, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync(request.Body, type, cancellationToken);
            var refused = body is null ? Refuse("is null") : check(body);
            return refused is null ? (body, null) : (null, refused);
        }
        catch (JsonException e)
        {
            return (null, Refuse($"cannot be read at '{e.Path ?? "$"}', line {e.LineNumber + 1 ?? 1}, byte {e.BytePositionInLine ?? 0}"));
        }
    }

    private static Problem Refuse(string what) => Problem.Of(
        ProblemTypes.InvalidRequest, $"the body {what}: send a JSON object with the members that are documented, all that are required and no others");
}
