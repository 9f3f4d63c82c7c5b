using System.Diagnostics.Metrics;
using System.Reflection;

namespace ClusterGateway.Testing.Documentation;

/// <summary>A program makes some of its instruments only when the first request needs them.</summary>
public static class Measuring
{
    /// <summary>Makes every service of an assembly that makes instruments, and answers these with all others of the program.</summary>
    public static IReadOnlyList<Instrument> AllInstruments(IServiceProvider services, Assembly assembly)
    {
        foreach (var type in assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && TakesMeters(type)))
        {
            _ = services.GetService(type);
        }

        return MetricsPage.InstrumentsOf((IMeterFactory)services.GetService(typeof(IMeterFactory))!);
    }

    private static bool TakesMeters(Type type) => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Any(constructor => constructor.GetParameters().Any(parameter => parameter.ParameterType == typeof(IMeterFactory)));
}
