using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>A <see cref="Duration"/> from 0 to so many seconds.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAtMostAttribute(double seconds) : ValidationAttribute
{
    public double Seconds => seconds;

    public override bool IsValid(object? value) => value is not Duration duration || duration.TotalSeconds <= seconds;

    public override string FormatErrorMessage(string name) => $"{name} must be from 0 to {Duration.FromSeconds(seconds)}";
}
