using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Configuration;

/// <summary>Bounds of a <see cref="Duration"/>, both in seconds and both allowed.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationWithinAttribute(double least, double most) : ValidationAttribute
{
    public override bool IsValid(object? value) => value is not Duration duration || (duration.TotalSeconds >= least && duration.TotalSeconds <= most);

    public override string FormatErrorMessage(string name) =>
        $"The field {name} must be between {Duration.FromSeconds(least)} and {Duration.FromSeconds(most)}.";
}
