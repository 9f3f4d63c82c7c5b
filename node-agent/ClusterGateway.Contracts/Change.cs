using System.Text.Json.Serialization;

namespace ClusterGateway.Contracts;

/// <summary>A member of a JSON merge patch (RFC 7396): left out (the default of this type), null, or a new value.</summary>
[JsonConverter(typeof(ChangeJsonConverterFactory))]
public readonly record struct Change<T>(bool IsSet, T? Value)
{
    public static implicit operator Change<T>(T? value) => new(IsSet: true, value);

    /// <summary>What is there after the patch.</summary>
    public T? Over(T? current) => IsSet ? Value : current;
}
