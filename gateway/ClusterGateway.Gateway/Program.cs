using ClusterGateway.Gateway;
using ClusterGateway.Hosting.Configuration;

var arguments = ProgramArguments.Parse(args);
if (arguments.Help)
{
    Console.WriteLine("""
        gateway [--config FILE]… [--validate] [--Key:Path=value]…

          --config FILE   further configuration over appsettings/gateway.json; later files win; reread when it changes
          --validate      check the configuration, print every error with its path, exit 0 or 1

        Every key can also be an environment variable (ClusterGateway__Management__Url=…). All keys: docs/reference/gateway-options.md
        """);
    return ConfigurationReport.ExitValid;
}

var gateway = await GatewayApp.BuildAsync(arguments, CancellationToken.None);
await using var app = gateway.App;
if (ConfigurationReport.Print(gateway.Errors, gateway.Warnings, arguments.Validate, Console.Error) is { } exitCode)
{
    return exitCode;
}

await app.RunAsync();
return 0;
