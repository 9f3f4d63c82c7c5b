// Whole clusters on two cores: one after another, or each would only measure the others.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
