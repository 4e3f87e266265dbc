using ProviderService.Hosting.Paging;

namespace ProviderService.Tests.Hosting.Paging;

public sealed class PageBuilderTests
{
    private const int Third = PageBuilder.MaxBytes / 3;

    [Fact]
    public void A_page_is_full_when_it_has_its_count()
    {
        var page = new PageBuilder(2);
        Assert.True(page.TryAdd(Item(1)));
        Assert.False(page.IsFull);
        Assert.True(page.TryAdd(Item(1)));
        Assert.True(page.IsFull);
        Assert.False(page.TryAdd(Item(1)));
    }

    [Fact]
    public void A_page_is_full_when_another_item_would_make_it_too_long()
    {
        var page = new PageBuilder(100);
        Assert.True(page.TryAdd(Item(Third)));
        Assert.True(page.TryAdd(Item(Third)));
        Assert.False(page.IsFull);
        Assert.False(page.TryAdd(Item(Third)));
        Assert.True(page.IsFull);
    }

    [Fact]
    public void The_first_item_has_room_however_long_it_is() => Assert.True(new PageBuilder(100).TryAdd(Item(PageBuilder.MaxBytes)));

    [Fact]
    public void What_is_taken_back_makes_room()
    {
        var page = new PageBuilder(100);
        page.TryAdd(Item(Third));
        page.TryAdd(Item(Third));
        page.CutTo(1);
        Assert.True(page.TryAdd(Item(Third)));
        Assert.Equal(2, page.Items.Count);
    }

    private static RawJson Item(int length) => new(new byte[length]);
}
