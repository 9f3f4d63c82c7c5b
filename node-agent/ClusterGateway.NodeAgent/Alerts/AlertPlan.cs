using ClusterGateway.NodeAgent.Alerts.Evaluation;

namespace ClusterGateway.NodeAgent.Alerts;

/// <summary>Which messages are due, from what is wrong and what was told. Pure.</summary>
internal static class AlertPlan
{
    /// <param name="goneFor">How long the condition has been gone; null when it is there, or nobody can tell.</param>
    /// <param name="now">By the store's clock.</param>
    public static IEnumerable<AlertStep> Due(
        IReadOnlyList<HeldCondition> conditions, IReadOnlyList<AlertRecord> records, Func<AlertKey, TimeSpan?> goneFor, AlertRules rules, DateTimeOffset now)
    {
        var known = records.ToDictionary(r => r.KeyOf());
        foreach (var held in conditions.Where(c => c.IsDue))
        {
            var record = known.GetValueOrDefault(held.Condition.Key);
            if (record is null || record.Resolved is not null)
            {
                yield return new AlertStep(AlertMessageKind.Firing, record, held);
            }
        }

        foreach (var record in records.Where(r => r.IsOpen()))
        {
            var held = conditions.FirstOrDefault(c => c.Condition.Key == record.KeyOf());
            if (goneFor(record.KeyOf()) >= rules.ResolveAfterReturns(record.Returns))
            {
                yield return new AlertStep(AlertMessageKind.Resolved, record, Condition: null);
            }
            else if (held is { IsDue: true } && rules.Remind > TimeSpan.Zero && record.Waiting.Count == 0 && now - record.Told >= rules.Remind)
            {
                yield return new AlertStep(AlertMessageKind.Reminder, record, held);
            }
        }
    }

    /// <summary>The alert as it is to be kept before the message is sent.</summary>
    /// <param name="newId">Of an alert that was not open. One whose end was not yet told to all goes on under its own.</param>
    /// <param name="channels">Those that are to take the message.</param>
    public static AlertRecord Next(AlertStep step, string newId, IReadOnlyList<string> channels, DateTimeOffset now) => step switch
    {
        { Kind: AlertMessageKind.Resolved, Record: { } open } => open with { Kind = step.Kind, Resolved = now, Told = now, Waiting = channels },
        { Kind: AlertMessageKind.Reminder, Record: { } open, Condition: { } held } => open with
        {
            Kind = step.Kind,
            Detail = held.Condition.Detail,
            Told = now,
            Waiting = channels,
        },
        { Condition: { } held } => new AlertRecord
        {
            Id = step.Record is { Waiting.Count: > 0, Id: var own } ? own : newId,
            Code = held.Condition.Key.Code,
            Node = held.Condition.Key.Node,
            Severity = held.Condition.Severity,
            Summary = held.Condition.Summary,
            Detail = held.Condition.Detail,
            Since = now - held.Held,
            Kind = AlertMessageKind.Firing,
            Told = now,
            Waiting = channels,
            Returns = step.Record is { } before ? before.Returns + 1 : 0,
        },
        _ => throw new ArgumentException("a step has a record, a condition, or both", nameof(step)),
    };
}
