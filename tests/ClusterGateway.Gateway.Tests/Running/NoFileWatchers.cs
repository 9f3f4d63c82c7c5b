using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace ClusterGateway.Gateway.Tests.Running;

/// <summary>
/// Test servers do not watch their (missing) appsettings.json: dozens of them would use up the system's file watchers. Files that a gateway
/// is given by --config are watched all the same.
/// </summary>
internal static class NoFileWatchers
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Before any test makes a server; this assembly is no library.")]
    internal static void Initialize() => Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
}
