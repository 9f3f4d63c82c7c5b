using System.ComponentModel;
using System.Globalization;

namespace ClusterGateway.Contracts.Text;

/// <summary>Lets configuration bind a <see cref="Duration"/>.</summary>
public sealed class DurationTypeConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

    public override object ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        Duration.TryParse(value as string, out var duration)
            ? duration
            : throw new FormatException($"'{value}' is not a duration; write 30m, 10s, 250ms or hh:mm:ss");
}
