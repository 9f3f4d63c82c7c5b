using System.Globalization;

namespace ClusterGateway.NodeAgent.Events;

/// <summary>
/// Where a reader is: behind which event, and up to which number it knows that some were removed. Each kind has its own retention, so that
/// there are gaps between the events that are kept; a reader that came for what there is must be able to read on past them, and one that was
/// there before must be told. Written <c>57</c>, or <c>57.4123</c> while the reader is before a gap that it knows of.
/// </summary>
internal readonly record struct EventCursor(long Number, long Known)
{
    /// <summary>Whether events that this reader was to see have been removed.</summary>
    public bool HasMissed(long removedUpTo) => Number > 0 && removedUpTo > Math.Max(Number, Known);

    /// <summary>Behind the event; who came without a cursor takes what is left, and so knows of all that was removed.</summary>
    public EventCursor Behind(long number, long removedUpTo) => new(number, Number == 0 ? removedUpTo : Known);

    public override string ToString() => Known > Number
        ? string.Create(CultureInfo.InvariantCulture, $"{Number}.{Known}")
        : Number.ToString(CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out EventCursor cursor)
    {
        cursor = default;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var known = 0L;
        if (!TryNumber(dot < 0 ? text : text.AsSpan(0, dot), out var number) || (dot >= 0 && !TryNumber(text.AsSpan(dot + 1), out known)))
        {
            return false;
        }

        cursor = new EventCursor(number, known);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
