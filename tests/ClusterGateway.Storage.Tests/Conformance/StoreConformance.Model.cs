using ClusterGateway.Storage.InMemory;
using ClusterGateway.Storage.Tests.Model;
using FsCheck;
using FsCheck.Fluent;

namespace ClusterGateway.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    /// <summary>
    /// A program is an array of numbers, each of which stands for a step: what fails is shrunk to the few steps that matter, and the
    /// failure names them and the seed.
    /// </summary>
    [Fact]
    public async Task Model_RandomSequencesOfSteps_AgreeWithTheReference()
    {
        var shrinking = ArbMap.Default.ArbFor<int[]>();
        var programs = Arb.From(Gen.Choose(0, int.MaxValue).ArrayOf(60), shrinking.Shrinker);
        var agrees = Prop.ForAll(programs, p => RunAgainstModelAsync(p).GetAwaiter().GetResult());

        // On a thread of its own: FsCheck waits for each run.
        await Task.Factory.StartNew(
            () => Check.One(Config.QuickThrowOnFailure.WithMaxTest(30), agrees),
            Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private async Task RunAgainstModelAsync(int[] program)
    {
        var options = Fixture.NewCluster();
        await using var model = new InMemoryStore(options, TimeProvider.System);
        await using var one = Fixture.Open(options);
        await using var other = Fixture.Open(options);
        var comparison = new ModelComparison(model, [one, other]);
        foreach (var step in program)
        {
            await comparison.StepAsync(step, Token);
        }
    }
}
