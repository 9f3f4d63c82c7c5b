// One cluster and one browser on two cores: one test after another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
