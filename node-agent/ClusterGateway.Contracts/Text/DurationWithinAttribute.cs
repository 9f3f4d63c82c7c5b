using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace ClusterGateway.Contracts.Text;

/// <summary>Bounds of an option that is a <see cref="Duration"/>, in seconds; both are allowed. The options reference of the docs is made from it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationWithinAttribute(double least, double most) : ValidationAttribute
{
    public double Least => least;

    public double Most => most;

    /// <summary>0 is allowed as well, and means "off".</summary>
    public bool OrZero { get; init; }

    public override bool IsValid(object? value) => value is not Duration duration
        || (duration.TotalSeconds >= least && duration.TotalSeconds <= most)
        || (OrZero && duration == default);

    public override string FormatErrorMessage(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"write a duration from {least}s to {most}s{(OrZero ? ", or 0" : "")}");
}
