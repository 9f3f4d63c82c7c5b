namespace ClusterGateway.NodeAgent.Settings.Replication;

/// <summary>Compares a copy with the store, and brings it up to what the steps say. Pure.</summary>
internal static class SettingsComparison
{
    public static SettingsSight Of(SettingsCopy copy, SettingsHeadRecord? head) => head switch
    {
        null => copy.Revision == 0 ? SettingsSight.Current : SettingsSight.Emptied,
        _ when head.Id == copy.Id => SettingsSight.Current,
        _ => head.Revision > copy.Revision ? SettingsSight.Behind : SettingsSight.Ahead,
    };

    /// <summary>The copy after all the steps; null when they do not follow on it: then only a snapshot tells.</summary>
    public static SettingsCopy? Follow(SettingsCopy copy, IEnumerable<SettingsStepRecord> steps)
    {
        foreach (var step in steps)
        {
            if (!copy.Precedes(step))
            {
                return null;
            }

            copy = copy.With(step);
        }

        return copy;
    }

    /// <summary>
    /// Whether the copy has what the cluster never had, or has no more. One that is merely old has not: the history knows its step, or begins
    /// behind it.
    /// </summary>
    /// <param name="known">The steps that are kept, from the copy's revision on.</param>
    public static bool HasDiverged(SettingsCopy copy, IReadOnlyList<SettingsStepRecord> known) => known switch
    {
        _ when copy.Revision == 0 => false,
        [var same, ..] when same.Revision == copy.Revision => same.Id != copy.Id,
        [var next, ..] when next.Revision == copy.Revision + 1 || next.Kind == StepKinds.Restore => next.PreviousId != copy.Id,
        _ => false,
    };
}
