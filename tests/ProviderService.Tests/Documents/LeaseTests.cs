using Microsoft.Extensions.Time.Testing;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.StoreContract;

namespace ProviderService.Tests.Documents;

public sealed class LeaseTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly Lease _one;
    private readonly Lease _other;

    public LeaseTests()
    {
        var ring = new KeyRing();
        ring.Load([DataKey.Create()]);
        var documents = new SealedDocuments(new MemoryDocumentStore(_time), ring);
        (_one, _other) = (new Lease(documents, "work", Duration, _time), new Lease(documents, "work", Duration, _time));
    }

    [Fact]
    public async Task Of_two_who_want_it_one_has_it()
    {
        var taken = await Task.WhenAll(Task.Run(() => TakeAsync(_one)), Task.Run(() => TakeAsync(_other)));
        Assert.Single(taken, isTaken => isTaken);
    }

    [Fact]
    public async Task Who_renews_it_keeps_it()
    {
        for (var time = 0; time < 5; time++)
        {
            Assert.True(await TakeAsync(_one));
            Assert.False(await TakeAsync(_other));
            _time.Advance(Duration - TimeSpan.FromTicks(1));
        }
    }

    [Fact]
    public async Task Who_dies_has_it_no_longer_than_its_duration()
    {
        await TakeAsync(_one);
        _time.Advance(Duration);
        Assert.True(await TakeAsync(_other));
    }

    [Fact]
    public async Task Who_was_held_up_and_lost_it_does_not_take_it_back()
    {
        await TakeAsync(_one);
        _time.Advance(Duration);
        await TakeAsync(_other);
        Assert.False(await TakeAsync(_one));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_wall_clock_that_jumps_does_not_take_it_from_its_holder(int direction)
    {
        await TakeAsync(_one);
        _time.AdjustTime(_time.GetUtcNow() + (direction * 10 * Duration));
        Assert.True(await TakeAsync(_one));
    }

    private static Task<bool> TakeAsync(Lease lease) => lease.TryTakeAsync(TestContext.Current.CancellationToken).AsTask();
}
