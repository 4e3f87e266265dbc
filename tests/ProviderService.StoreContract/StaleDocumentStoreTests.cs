using ProviderService.Core.Storage;
using Xunit.Sdk;

namespace ProviderService.StoreContract;

/// <summary>The suite would notice a store whose reads lag behind its writes.</summary>
public sealed class StaleDocumentStoreTests
{
    public static TheoryData<string> Consistency =>
    [
        nameof(DocumentStoreContract.Everyone_reads_what_they_wrote_while_others_write),
        nameof(DocumentStoreContract.Readers_never_see_less_than_what_was_answered_nor_go_back),
    ];

    [Theory]
    [MemberData(nameof(Consistency))]
    public async Task Stale_reads_fail_the_tests_of_consistency(string test)
    {
        await using var contract = new StaleContract();
        await contract.InitializeAsync();
        var run = typeof(DocumentStoreContract).GetMethod(test)!.CreateDelegate<Func<Task>>(contract);
        var failure = await Record.ExceptionAsync(run);
        Assert.True(failure is XunitException or NullReferenceException, $"{test} ended with {failure?.GetType().Name ?? "success"}.");
    }

    private sealed class StaleContract : DocumentStoreContract
    {
        protected override ValueTask<IDocumentStore> OpenEmptyAsync() => ValueTask.FromResult<IDocumentStore>(new StaleDocumentStore(new MemoryDocumentStore()));

        protected override ValueTask CloseAsync() => ValueTask.CompletedTask;
    }
}
