using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Gateway;

/// <summary>The gateway, ready to run when there are no errors.</summary>
internal sealed record GatewayBuild(WebApplication App, IReadOnlyList<ConfigurationError> Errors, IReadOnlyList<ConfigurationError> Warnings);
