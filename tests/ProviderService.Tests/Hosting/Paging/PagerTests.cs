using CsCheck;
using ProviderService.Core.Arm;
using ProviderService.Hosting.Paging;

namespace ProviderService.Tests.Hosting.Paging;

public sealed class PagerTests
{
    private const string Query = "?api-version=2025-04-01";

    [Fact]
    public async Task A_short_list_is_one_page()
    {
        var list = await ListOfAsync(3);
        var page = await list.GetAsync(Query);
        Assert.Equal(["n0000", "n0001", "n0002"], page.Names);
        Assert.Null(page.NextLink);
    }

    [Fact]
    public async Task A_list_of_exactly_one_page_has_no_other()
    {
        var list = await ListOfAsync(PageQuery.MaxSize);
        Assert.Equal([PageQuery.MaxSize], (await list.GetAllAsync(Query)).Select(page => page.Names.Count));
    }

    [Fact]
    public async Task A_long_list_goes_on_under_its_link()
    {
        var list = await ListOfAsync(PageQuery.MaxSize + 1);
        var pages = await list.GetAllAsync(Query);
        Assert.Equal([PageQuery.MaxSize, 1], pages.Select(page => page.Names.Count));
        Assert.StartsWith("https://provider.example.org/subscriptions/s/resources?api-version=2025-04-01&$skipToken=", pages[0].NextLink, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2", new[] { 2, 2, 1 })]
    [InlineData("5", new[] { 5 })]
    [InlineData("1000000", new[] { 5 })]
    [InlineData("99999999999999999999", new[] { 5 })]
    public async Task The_caller_may_ask_for_shorter_pages(string top, int[] expected)
    {
        var list = await ListOfAsync(5);
        Assert.Equal(expected, (await list.GetAllAsync($"{Query}&$top={top}")).Select(page => page.Names.Count));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("ten")]
    [InlineData("1.5")]
    [InlineData("1&$top=2")]
    public async Task A_count_that_is_none_is_refused(string top)
    {
        var list = await ListOfAsync(1);
        var failure = await Assert.ThrowsAsync<ArmException>(() => list.GetAsync($"{Query}&$top={top}"));
        Assert.Equal((400, "InvalidTopInQueryString"), (failure.Status, failure.Error.Code));
    }

    [Theory]
    [InlineData("&$top=2", "&$top=3")]
    [InlineData("&$top=2&$filter=a", "&$top=2&$filter=b")]
    [InlineData("&$top=2", "&$top=2&$filter=b")]
    public async Task A_link_goes_with_the_parameters_that_it_was_answered_to(string asked, string other)
    {
        var list = await ListOfAsync(5);
        var link = (await list.GetAsync(Query + asked)).NextLink!;
        var token = link[link.IndexOf("&$skipToken", StringComparison.Ordinal)..];
        Assert.NotEmpty((await list.GetAsync(Query + asked + token)).Names);
        var failure = await Assert.ThrowsAsync<ArmException>(() => list.GetAsync(Query + other + token));
        Assert.Equal((400, "InvalidSkipToken"), (failure.Status, failure.Error.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("n0001")]
    public async Task A_link_that_somebody_made_up_is_refused(string token)
    {
        var list = await ListOfAsync(5);
        var failure = await Assert.ThrowsAsync<ArmException>(() => list.GetAsync($"{Query}&$skipToken={token}"));
        Assert.Equal((400, "InvalidSkipToken"), (failure.Status, failure.Error.Code));
    }

    [Fact]
    public async Task A_page_has_at_most_8_MB()
    {
        var list = await ListOfAsync(20, name => new string(name[^1], 3_000_000));
        var pages = await list.GetAllAsync(Query);
        Assert.Equal(Enumerable.Repeat(2, 10), pages.Select(page => page.Names.Count));
        Assert.All(pages, page => Assert.InRange(page.Bytes, 6_000_000, PageBuilder.MaxBytes));
    }

    [Fact]
    public async Task A_page_that_a_filter_thins_out_is_filled_up()
    {
        var list = await ListOfAsync(1000, name => name.EndsWith('7') ? name : null);
        Assert.Equal([30, 30, 30, 10], (await list.GetAllAsync($"{Query}&$top=30")).Select(page => page.Names.Count));
    }

    [Fact]
    public async Task A_filter_that_rejects_nearly_all_does_not_make_one_request_look_at_all()
    {
        var list = await ListOfAsync((2 * Pager.MaxScan) + 1, _ => null);
        var page = await list.GetAsync(Query);
        Assert.Empty(page.Names);
        Assert.NotNull(page.NextLink);
        Assert.InRange(list.Reads, Pager.MaxScan, Pager.MaxScan + PageQuery.MaxSize + 250);
        Assert.All(await list.GetAllAsync(page.NextLink), rest => Assert.Empty(rest.Names));
    }

    [Fact]
    public Task What_exists_throughout_is_on_exactly_one_page_while_others_come_and_go() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[1, 12], Gen.Int[0, 3], Gen.Select(Gen.Bool, Gen.Int[0, 200]).Array[0, 4].Array[0, 40]).SampleAsync(
            async (stable, top, sparsity, changes) =>
            {
                var list = new TestList { Shape = name => name[^1] % (sparsity + 1) == 0 ? name : null };
                for (var i = 0; i < stable; i++) await list.AddAsync($"s{i:D4}");
                var seen = new List<string>();
                var page = 0;
                for (var next = (string?)$"{Query}&$top={top}"; next is not null; page++)
                {
                    var answer = await list.GetAsync(next);
                    Assert.InRange(answer.Names.Count, 0, top);
                    seen.AddRange(answer.Names);
                    next = answer.NextLink;
                    await ChangeAsync(list, page < changes.Length ? changes[page] : []);
                }

                var expected = Enumerable.Range(0, stable).Select(i => $"s{i:D4}").Where(name => list.Shape(name) is not null);
                Assert.Equal(expected, seen.Where(name => name[0] == 's' && !name.Contains('-', StringComparison.Ordinal)));
                Assert.Equal(seen.Distinct(), seen);
            },
            iter: 200);

    /// <summary>Others lie between the stable names, and before and after them.</summary>
    private static async Task ChangeAsync(TestList list, (bool Add, int Place)[] changes)
    {
        foreach (var (add, place) in changes)
        {
            var name = $"s{place / 2:D4}-{place}";
            await (add ? list.AddAsync(name) : list.RemoveAsync(name));
        }
    }

    private static async Task<TestList> ListOfAsync(int count, Func<string, string?>? shape = null)
    {
        var list = new TestList { Shape = shape ?? (name => name) };
        for (var i = 0; i < count; i++) await list.AddAsync($"n{i:D4}");
        return list;
    }
}
