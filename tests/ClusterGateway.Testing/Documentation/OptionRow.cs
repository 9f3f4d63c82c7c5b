using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Testing.Documentation;

/// <summary>One option as the reference shows it: all of it from the property that it is bound to.</summary>
internal static class OptionRow
{
    public static string Of(string key, PropertyInfo property, object defaults, Docstrings docstrings)
    {
        var sentence = docstrings.Of(property)
            ?? throw new InvalidOperationException($"{property.DeclaringType}.{property.Name} has no docstring; the options reference is made from it");
        return $"| `{key}` | {TypeOf(property.PropertyType)} | {docstrings.Of(property, "value") ?? Default(property.GetValue(defaults))} | {Bounds(property)} | {sentence} |\n";
    }

    private static string TypeOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { } it when it == typeof(string) => "text",
        { } it when it == typeof(bool) => "true or false",
        { } it when it == typeof(Duration) => "duration",
        { } it when it == typeof(Uri) => "address",
        { } it when it == typeof(int) || it == typeof(long) => "whole number",
        { } it when it == typeof(double) => "number",
        { IsEnum: true } => "word",
        { } it when typeof(IDictionary).IsAssignableFrom(it) => "by name",
        { } it when typeof(IEnumerable).IsAssignableFrom(it) => "list",
        var other => throw new InvalidOperationException($"the options reference has no word for {other}; give it one in {nameof(OptionRow)}"),
    };

    private static string Default(object? value) => value switch
    {
        null => "none",
        string text => text.Length > 0 ? $"`{text}`" : "none",
        bool flag => flag ? "`true`" : "`false`",
        Duration duration => $"`{Short(duration.TotalSeconds)}`",
        Enum word => $"`{Word(word.ToString())}`",
        IEnumerable list => list.Cast<object>().Any() ? string.Join(", ", list.Cast<object>().Select(Default)) : "none",
        IFormattable number => $"`{number.ToString(null, CultureInfo.InvariantCulture)}`",
        var other => throw new InvalidOperationException($"the options reference cannot write {other}"),
    };

    private static string Bounds(PropertyInfo property) => property.GetCustomAttributes<ValidationAttribute>().FirstOrDefault() switch
    {
        RangeAttribute range => $"{Number(range.Minimum)}–{Number(range.Maximum)}",
        DurationWithinAttribute within => $"{(within.OrZero ? "0, " : "")}{Short(within.Least)}–{Short(within.Most)}",
        _ => Words(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType),
    };

    private static string Words(Type type) => type.IsEnum ? string.Join(", ", Enum.GetNames(type).Select(name => $"`{Word(name)}`")) : "";

    private static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Number(object number) => Convert.ToDouble(number, CultureInfo.InvariantCulture).ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>In the largest unit in which it is a whole number.</summary>
    private static string Short(double seconds)
    {
        var (unit, size) = new[] { ("d", 86_400d), ("h", 3600), ("m", 60), ("s", 1), ("ms", 0.001) }
            .First(u => u.Item2 <= seconds && Math.Abs(Math.IEEERemainder(seconds, u.Item2)) < 1e-9 || u.Item2 == 0.001);
        return seconds == 0 ? "0" : Math.Round(seconds / size, 3).ToString(CultureInfo.InvariantCulture) + unit;
    }
}
