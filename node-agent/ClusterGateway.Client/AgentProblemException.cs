using ClusterGateway.Contracts.Problems;

namespace ClusterGateway.Client;

/// <summary>The agent refused, with a problem that the caller did not expect.</summary>
public sealed class AgentProblemException : Exception
{
    public AgentProblemException(ProblemView problem)
        : base(problem.Detail ?? problem.Title) => Problem = problem;

    public AgentProblemException(string message)
        : this(new ProblemView("about:blank", message, Status: 500))
    {
    }

    public AgentProblemException()
        : this("the agent refused")
    {
    }

    public AgentProblemException(string message, Exception innerException)
        : base(message, innerException) => Problem = new ProblemView("about:blank", message, Status: 500);

    public ProblemView Problem { get; }
}
