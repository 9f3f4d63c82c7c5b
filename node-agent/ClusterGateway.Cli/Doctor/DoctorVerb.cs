using System.CommandLine;
using ClusterGateway.Cli.Agents;
using ClusterGateway.Cli.Doctor.Diagnoses;
using ClusterGateway.Cli.Output;

namespace ClusterGateway.Cli.Doctor;

/// <summary><c>clusterctl doctor</c>: exit code 0 when nothing is wrong, 1 otherwise.</summary>
internal static class DoctorVerb
{
    public static Command Create(Verbs verbs) => verbs.Create(
        "doctor", "Asks every agent and every gateway, and says what is wrong and how to mend it",
        async (invocation, token) =>
        {
            var examination = new Examination(TokenSource.Read(invocation.Parsed.GetValue(GlobalOptions.TokenFile)));
            var evidence = await examination.TakeAsync(invocation.Agent, token);
            var findings = Diagnosis.Of(evidence);
            if (invocation.Printer is TablePrinter people)
            {
                Show(people, evidence, findings);
            }
            else
            {
                invocation.Printer.List(findings, DoctorJson.Default.Finding);
            }

            return findings.Count == 0 ? ExitCodes.Done : ExitCodes.Refused;
        });

    private static void Show(TablePrinter printer, ClusterEvidence evidence, IReadOnlyList<Finding> findings)
    {
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
