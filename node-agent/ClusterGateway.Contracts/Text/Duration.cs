using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;

namespace ClusterGateway.Contracts.Text;

/// <summary>
/// A length of time as people write it: <c>"30m"</c>, <c>"10s"</c>, <c>"250ms"</c>, <c>"2h"</c>, <c>"1d"</c>, <c>"hh:mm:ss"</c>,
/// or a bare number of seconds. In JSON it is written as a number of seconds, and both forms are read.
/// </summary>
[TypeConverter(typeof(DurationTypeConverter))]
[JsonConverter(typeof(DurationJsonConverter))]
public readonly record struct Duration(TimeSpan Value) : IComparable<Duration>
{
    private static readonly (string Suffix, double Seconds)[] Units =
        [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    public double TotalSeconds => Value.TotalSeconds;

    public static implicit operator TimeSpan(Duration duration) => duration.Value;

    public static implicit operator Duration(TimeSpan value) => new(value);

    public static Duration FromSeconds(double seconds) => new(TimeSpan.FromSeconds(seconds));

    /// <summary>Reads one of the forms above; false when the text is none of them, negative, or too large.</summary>
    public static bool TryParse(string? text, out Duration duration)
    {
        duration = default;
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && Accept(span, out duration);
        }

        foreach (var (suffix, scale) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal) && TryNumber(text[..^suffix.Length], out var number))
            {
                return AcceptSeconds(number * scale, out duration);
            }
        }

        return TryNumber(text, out var seconds) && AcceptSeconds(seconds, out duration);
    }

    public int CompareTo(Duration other) => Value.CompareTo(other.Value);

    public static bool operator <(Duration left, Duration right) => left.Value < right.Value;

    public static bool operator <=(Duration left, Duration right) => left.Value <= right.Value;

    public static bool operator >(Duration left, Duration right) => left.Value > right.Value;

    public static bool operator >=(Duration left, Duration right) => left.Value >= right.Value;

    /// <summary>The shortest exact form, in seconds or milliseconds: <c>1.5s</c>, <c>250ms</c>.</summary>
    public override string ToString() => Value < TimeSpan.FromSeconds(1) && Value > TimeSpan.Zero
        ? string.Create(CultureInfo.InvariantCulture, $"{Value.TotalMilliseconds}ms")
        : string.Create(CultureInfo.InvariantCulture, $"{Value.TotalSeconds}s");

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    private static bool AcceptSeconds(double seconds, out Duration duration)
    {
        duration = default;
        return seconds <= TimeSpan.MaxValue.TotalSeconds / 2 && Accept(TimeSpan.FromSeconds(seconds), out duration);
    }

    private static bool Accept(TimeSpan span, out Duration duration)
    {
        duration = new Duration(span);
        return span >= TimeSpan.Zero;
    }
}
