using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Hosting.Configuration;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.AccessLog;

internal static class AccessLogExtensions
{
    public static IServiceCollection AddAccessLog(this IServiceCollection services, IConfiguration configuration)
    {
        var options = Read(configuration);
        return options.Format == AccessLogFormat.Off
            ? services
            : services
                .AddSingleton(Options.Create(options))
                .AddSingleton<AccessScrubbing>()
                .AddSingleton<AccessLogWriter>()
                .AddHostedService(provider => provider.GetRequiredService<AccessLogWriter>());
    }

    /// <summary>Before everything that may answer. A gateway without an access log pays nothing for it.</summary>
    public static IApplicationBuilder UseAccessLog(this IApplicationBuilder app) =>
        app.ApplicationServices.GetService<AccessLogWriter>() is null ? app : app.UseMiddleware<AccessLogMiddleware>();

    public static IEnumerable<ConfigurationError> Validate(IConfiguration configuration) =>
        BoundedSection.Check<AccessLogOptions>(configuration.GetSection(AccessLogOptions.Section)).Concat(CheckPath(Read(configuration)));

    private static AccessLogOptions Read(IConfiguration configuration) =>
        BoundedSection.Read<AccessLogOptions>(configuration.GetSection(AccessLogOptions.Section));

    private static IEnumerable<ConfigurationError> CheckPath(AccessLogOptions options)
    {
        if (options.Format == AccessLogFormat.Off || options.Path is not { } path)
        {
            yield break;
        }

        const string key = AccessLogOptions.Section + ":" + nameof(AccessLogOptions.Path);
        if (path.Length == 0 || Directory.Exists(path))
        {
            yield return new ConfigurationError(key, $"'{path}' is no file; write the file's name too, like /var/log/clustergateway/access.log");
        }
        else if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            yield return new ConfigurationError(key, $"is '{path}', but its directory does not exist; create it, writable for the gateway's user");
        }
    }
}
