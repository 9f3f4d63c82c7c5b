using ClusterGateway.Contracts.Problems;

namespace ClusterGateway.Cli.Agents;

/// <summary>An agent answered with an error; the message is its reason.</summary>
internal sealed class AgentRefusedException(ProblemView problem) : Exception(Sentence(problem))
{
    public ProblemView Problem => problem;

    private static string Sentence(ProblemView problem) => problem.Name switch
    {
        ProblemTypes.Unauthorized => "the agent does not accept the token: give the admin token of this cluster with --token-file",
        ProblemTypes.Forbidden => "the token is not the admin token of this cluster: give that one with --token-file",
        _ => problem.Detail ?? problem.Title,
    };
}
