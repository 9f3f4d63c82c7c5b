using System.Collections;

namespace ClusterGateway.Gateway.Redaction;

/// <summary>A log entry's message and values, or a scope's, without the secrets that were in them.</summary>
internal sealed class RedactedState : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly string _message;
    private readonly KeyValuePair<string, object?>[] _values;

    private RedactedState(string message, KeyValuePair<string, object?>[] values) => (_message, _values) = (message, values);

    public int Count => _values.Length;

    public KeyValuePair<string, object?> this[int index] => _values[index];

    /// <summary>Null when there is no secret in it: then it stays what it is.</summary>
    /// <param name="isIn">Whether a text holds a secret.</param>
    /// <param name="without">The text without it.</param>
    public static RedactedState? Of(object? state, string? message, Func<string?, bool> isIn, Func<string, string> without)
    {
        var values = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
        if (!isIn(message) && !values.Any(v => isIn(v.Value?.ToString())))
        {
            return null;
        }

        return new RedactedState(without(message ?? ""), [.. values.Select(Redact)]);

        KeyValuePair<string, object?> Redact(KeyValuePair<string, object?> value) =>
            value.Value?.ToString() is { } text && isIn(text) ? new(value.Key, without(text)) : value;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.AsEnumerable().GetEnumerator();

    public override string ToString() => _message;

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
