using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Hosting.Configuration;

/// <summary>
/// The bounds of options, by the attributes of their properties (<see cref="RangeAttribute"/>, <see cref="DurationWithinAttribute"/>), from
/// which the options reference is made too.
/// </summary>
public static class OptionBounds
{
    /// <summary>Every value out of bounds in these options and in the options below them. Dictionaries are left to who knows their entries.</summary>
    public static IEnumerable<ConfigurationError> Check(string path, object options)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            var here = $"{path}:{property.Name}";
            var value = property.GetValue(options);
            if (Fix(property, value) is { } fix)
            {
                yield return new ConfigurationError(here, $"'{value}' is out of range; {fix}");
            }

            var below = IsSection(property.PropertyType) && value is not null ? Check(here, value) : [];
            foreach (var error in below)
            {
                yield return error;
            }
        }
    }

    /// <summary>How a value out of bounds should be written; null when it is within, or has no bounds.</summary>
    public static string? Fix(Type options, string property, object? value) => Fix(options.GetProperty(property)!, value);

    private static string? Fix(PropertyInfo property, object? value) => property.GetCustomAttributes<ValidationAttribute>()
        .Where(bounds => value is not null && !bounds.IsValid(value))
        .Select(bounds => bounds is RangeAttribute range ? $"write a number from {range.Minimum} to {range.Maximum}" : bounds.FormatErrorMessage(property.Name))
        .FirstOrDefault();

    private static bool IsSection(Type type) => type is { IsClass: true, Namespace: { } space }
        && space.StartsWith(nameof(ClusterGateway), StringComparison.Ordinal)
        && !typeof(IEnumerable).IsAssignableFrom(type);
}
