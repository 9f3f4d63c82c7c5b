using System.CommandLine;
using ClusterGateway.Cli.Agents;
using ClusterGateway.Cli.Doctor.Diagnoses;
using ClusterGateway.Cli.Output;
using ClusterGateway.Contracts.Alerts;

namespace ClusterGateway.Cli.Doctor;

/// <summary><c>clusterctl doctor</c>: exit code 0 when nothing is wrong, 1 otherwise.</summary>
internal static class DoctorVerb
{
    private static readonly Option<bool> SendTestAlert = new("--send-test-alert")
    {
        Description = "Has every agent send a test alert through every channel, and says which did not take it.",
    };

    public static Command Create(Verbs verbs) => verbs.Create(
        "doctor", "Asks every agent and every gateway, and says what is wrong and how to mend it",
        async (invocation, token) =>
        {
            var access = AgentAccess.Read(invocation.Parsed);
            var evidence = await new Examination(access).TakeAsync(invocation.Agent, token);
            var alerts = invocation.Parsed.GetValue(SendTestAlert) ? await new TestAlerts(access).SendAsync(evidence, token) : [];
            IReadOnlyList<Finding> findings = [.. Diagnosis.Of(evidence), .. TestAlerts.Findings(alerts)];
            if (invocation.Printer is TablePrinter people)
            {
                Show(people, evidence, findings, alerts);
            }
            else
            {
                invocation.Printer.List(findings, DoctorJson.Default.Finding);
            }

            return findings.Count == 0 ? ExitCodes.Done : ExitCodes.Refused;
        },
        SendTestAlert);

    private static void Show(TablePrinter printer, ClusterEvidence evidence, IReadOnlyList<Finding> findings, IReadOnlyList<TestAlert> alerts)
    {
        foreach (var alert in alerts.Where(alert => alert.Result is { Outcome: AlertOutcome.Sent }))
        {
            printer.Line($"{alert.Node}: the test alert was sent, the channel {alert.Result!.Channel} {alert.Result.Detail}", Tone.Good);
        }

        foreach (var finding in findings)
        {
            printer.Line($"{finding.Where}: {finding.Detail}  [{finding.Code}]", Tone.Bad);
            printer.Line($"    → {finding.Fix}");
        }

        foreach (var remark in Remarks.Of(evidence))
        {
            printer.Line(remark, Tone.Warning);
        }

        printer.Line(
            $"asked {Counted(evidence.Nodes.Count, "agent")} and {Counted(evidence.Gateways.Count, "gateway")}: "
                + (findings.Count == 0 ? "nothing is wrong" : Counted(findings.Count, "finding")),
            findings.Count == 0 ? Tone.Good : Tone.Plain);
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
