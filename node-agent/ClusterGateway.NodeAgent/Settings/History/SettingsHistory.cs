namespace ClusterGateway.NodeAgent.Settings.History;

/// <summary>The settings as they were, worked out backwards from how they are. Pure.</summary>
internal static class SettingsHistory
{
    /// <summary>How every key that changed since was at the revision: null when it was not there.</summary>
    /// <param name="steps">The steps behind the revision, in order.</param>
    public static IReadOnlyDictionary<string, SettingRecord?> Before(IEnumerable<SettingsStepRecord> steps)
    {
        var before = new Dictionary<string, SettingRecord?>(StringComparer.Ordinal);
        foreach (var change in steps.SelectMany(step => step.Changes))
        {
            before.TryAdd(change.Key, change.Before);
        }

        return before;
    }

    /// <summary>What differs between the beginning and the end of the steps.</summary>
    public static IEnumerable<SettingChangeRecord> Between(IReadOnlyList<SettingsStepRecord> steps)
    {
        var after = new Dictionary<string, SettingRecord?>(StringComparer.Ordinal);
        foreach (var change in steps.SelectMany(step => step.Changes))
        {
            after[change.Key] = change.After;
        }

        return Before(steps)
            .OrderBy(b => b.Key, StringComparer.Ordinal)
            .Select(b => new SettingChangeRecord(b.Key, b.Value, after[b.Key]))
            .Where(c => c switch { { Before: null, After: null } => false, { Before: { } b, After: { } a } => !b.SaysTheSame(a), _ => true });
    }

    /// <summary>Whether the steps lead on from the revision without a gap.</summary>
    public static bool Reaches(IReadOnlyList<SettingsStepRecord> steps, long revision, long newest) =>
        revision == newest || (revision < newest && steps is [var first, ..] && (first.Revision == revision + 1 || (first.PreviousId is null && revision == 0)));
}
