using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Hosting.Configuration;
using ClusterGateway.NodeAgent.Hooks;

namespace ClusterGateway.NodeAgent.Tests.Hooks;

public sealed class HookTextTests
{
    [Theory]
    [InlineData(1, 13)]
    [InlineData(2, 26)]
    [InlineData(5, 208)]
    [InlineData(6, 300)]
    [InlineData(int.MaxValue, 300)]
    public void ResignationPause_FailuresInARow_DoublesUpToABound(int failures, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), ResignationPause.After(failures, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(8)));

    [Theory]
    [InlineData(0, "mounted\nsecond", "warning", "mounted")]
    [InlineData(3, "trying", "cannot mount\r\nmore", "cannot mount")]
    [InlineData(3, "only this", "", "only this")]
    [InlineData(0, "", "", "")]
    [InlineData(0, "tab\there\u001b[0m", "", "tabhere[0m")]
    public void FirstLine_PrefersErrorsOfAFailure(int exitCode, string output, string error, string said) =>
        Assert.Equal(said, HookRun.FirstLine(exitCode, output, error));

    [Fact]
    public void Sentence_NamesHookOutcomeAndOutput() => Assert.Equal(
        "OnDrain ended with exit code 3 after 0.2 s: no such share",
        new HookRun(new HookCall(HookKind.OnDrain, 1, NodeRole.Secondary, ""), HookOutcome.Failed, 3, TimeSpan.FromSeconds(0.2), "no such share")
            .Sentence(TimeSpan.FromSeconds(30)));

    [Fact]
    public void Validate_EmptyProgramAndTimeoutOutOfRange_NamesBoth()
    {
        var options = new HookOptions
        {
            OnDrain = new HookCommand { Command = [" "] },
            OnFault = new HookCommand { Command = ["/bin/true"], Timeout = Duration.FromSeconds(601) },
        };

        Assert.Equal(["Hooks:OnDrain:Command", "Hooks:OnFault:Timeout"], HookOptionsValidator.Validate("Hooks", options).Concat(OptionBounds.Check("Hooks", options)).Select(e => e.Path));
    }
}
