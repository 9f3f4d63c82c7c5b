using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>All checks of this node, in order: those configured, and those that every node has.</summary>
internal sealed record CheckPlan(IReadOnlyList<PlannedCheck> Checks)
{
    public const string Application = "application";

    /// <summary>A clock drifts slowly: a question every 10 s spares the store the other nine, and one answer is enough.</summary>
    private static readonly Duration ClockInterval = Duration.FromSeconds(10);

    /// <summary>
    /// Adds <c>application</c> (http, path <c>/</c>) when nothing configured looks at the application, and <c>store</c> and
    /// <c>clock</c> unless one of that type is configured. A configured check of the same name always takes precedence.
    /// </summary>
    public static CheckPlan From(IReadOnlyDictionary<string, CheckOptions> configured, NodeHealthContext context)
    {
        var checks = configured
            .OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new PlannedCheck(c.Key, c.Value with { Type = c.Value.Type?.ToLowerInvariant() }))
            .ToList();
        if (context.Application is not null && !checks.Exists(c => CheckTypes.LooksAtApplication(c.Options.Type)))
        {
            AddUnlessNamed(checks, Application, new CheckOptions { Type = CheckTypes.Http });
        }

        AddUnlessTyped(checks, new CheckOptions { Type = CheckTypes.Store });
        AddUnlessTyped(checks, new CheckOptions { Type = CheckTypes.Clock, Interval = ClockInterval, Down = 1 });
        return new CheckPlan(checks);
    }

    private static void AddUnlessTyped(List<PlannedCheck> checks, CheckOptions options)
    {
        if (!checks.Exists(c => c.Options.Type == options.Type))
        {
            AddUnlessNamed(checks, options.Type!, options);
        }
    }

    private static void AddUnlessNamed(List<PlannedCheck> checks, string name, CheckOptions options)
    {
        if (!checks.Exists(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            checks.Add(new PlannedCheck(name, options));
        }
    }
}
