using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ClusterGateway.Testing.Histories;

namespace ClusterGateway.Testing.Locks;

/// <summary>Calls the agents' lock API and records, file by file, what was called and what came back.</summary>
/// <param name="token">Of the application.</param>
public sealed class LockRecorder(string token) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<RecordedCall<LockInput, LockOutput>>> _histories = new();
    private readonly HttpClient _http = new() { Timeout = Patience };
    private int _known;
    private int _unknown;

    /// <summary>Calls whose outcome is known.</summary>
    public int Known => _known;

    public int Unknown => _unknown;

    public IReadOnlyDictionary<string, IReadOnlyCollection<RecordedCall<LockInput, LockOutput>>> Histories =>
        _histories.ToDictionary(h => h.Key, h => (IReadOnlyCollection<RecordedCall<LockInput, LockOutput>>)[.. h.Value]);

    public async Task CallAsync(Uri agent, string file, LockInput input)
    {
        var called = Now;
        try
        {
            if (await SendAsync(agent, file, input) is { } output)
            {
                Interlocked.Increment(ref _known);
                Record(file, new RecordedCall<LockInput, LockOutput>(input, output, called, Now));
                return;
            }
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
        {
            // Nobody listens: nothing was sent.
            return;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            // Sent, and no answer.
        }

        Interlocked.Increment(ref _unknown);
        Record(file, new RecordedCall<LockInput, LockOutput>(input, Output: null, called, TimeSpan.MaxValue));
    }

    public void Dispose() => _http.Dispose();

    private TimeSpan Now => TimeProvider.System.GetElapsedTime(_start);

    private void Record(string file, RecordedCall<LockInput, LockOutput> call) => _histories.GetOrAdd(file, _ => new()).Enqueue(call);

    /// <summary>Null when the agent itself does not know.</summary>
    private async Task<LockOutput?> SendAsync(Uri agent, string file, LockInput input)
    {
        using var request = RequestOf(agent, file, input);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        // A connection of its own for each call: on a used one the client sends anew by itself what the server may have carried out.
        request.Headers.ConnectionClose = true;
        using var response = await _http.SendAsync(request);
        var status = (int)response.StatusCode;
        return status switch
        {
            >= 500 => null,
            200 when input.Verb == LockVerb.Get => new LockOutput(status, await TextAsync(response, "lockId")),
            200 or 201 or 204 or 404 => new LockOutput(status),
            409 => new LockOutput(status, await TextAsync(response, "currentLockId")),
            _ => throw new InvalidOperationException($"{input} was answered {status}: {await response.Content.ReadAsStringAsync()}"),
        };
    }

    private static HttpRequestMessage RequestOf(Uri agent, string file, LockInput input)
    {
        var path = new Uri(agent, $"/v1/locks/{Uri.EscapeDataString(file)}");
        return input.Verb switch
        {
            LockVerb.Get => new HttpRequestMessage(HttpMethod.Get, path),
            LockVerb.Lock => Post(path, "", new { lockId = input.Id }),
            LockVerb.Refresh => Post(path, "/refresh", new { lockId = input.Id }),
            LockVerb.Release => Post(path, "/release", new { lockId = input.Id }),
            _ => Post(path, "/swap", new { oldLockId = input.OldId, lockId = input.Id }),
        };
    }

    private static HttpRequestMessage Post<T>(Uri path, string action, T body) =>
        new(HttpMethod.Post, new Uri(path + action)) { Content = JsonContent.Create(body) };

    private static async Task<string> TextAsync(HttpResponseMessage response, string member) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty(member).GetString()!;
}
