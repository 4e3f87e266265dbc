using Microsoft.AspNetCore.Http;
using ProviderService.Hosting;

namespace ProviderService.Tests.Hosting;

public sealed class RequestIdsTests
{
    private const string Given = "0c5f1d0e-6f7b-4c5e-9a3e-2b8d7f6a1c4d";

    [Fact]
    public void A_caller_without_a_correlation_id_gets_the_request_id_for_both()
    {
        var ids = RequestIds.Of(new HeaderDictionary());
        Assert.Equal(ids.RequestId, ids.CorrelationId);
    }

    [Fact]
    public void A_callers_correlation_id_is_kept()
    {
        var ids = RequestIds.Of(new HeaderDictionary { [RequestIds.CorrelationHeader] = Given });
        Assert.Equal(Guid.Parse(Given), ids.CorrelationId);
        Assert.NotEqual(ids.CorrelationId, ids.RequestId);
    }

    [Theory]
    [InlineData("not-a-guid")]
    [InlineData("")]
    [InlineData("0c5f1d0e-6f7b-4c5e-9a3e-2b8d7f6a1c4d,0c5f1d0e-6f7b-4c5e-9a3e-2b8d7f6a1c4d")]
    public void What_is_no_guid_is_no_correlation_id(string given)
    {
        var ids = RequestIds.Of(new HeaderDictionary { [RequestIds.CorrelationHeader] = given });
        Assert.Equal(ids.RequestId, ids.CorrelationId);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("True")]
    public void The_callers_own_id_comes_back_when_it_asks(string wanted) => Assert.Equal("mine-1", EchoOf("mine-1", wanted));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("false")]
    [InlineData("1")]
    public void The_callers_own_id_does_not_come_back_unasked(string? wanted) => Assert.Null(EchoOf("mine-1", wanted));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\r\nx-injected: 1")]
    [InlineData("tab\there")]
    [InlineData("\u00fcmlaut")]
    public void An_id_that_could_do_harm_in_a_header_does_not_come_back(string id) => Assert.Null(EchoOf(id, "true"));

    [Fact]
    public void An_id_of_128_characters_comes_back_and_a_longer_one_does_not()
    {
        Assert.NotNull(EchoOf(new string('a', 128), "true"));
        Assert.Null(EchoOf(new string('a', 129), "true"));
    }

    [Fact]
    public void Of_two_ids_neither_comes_back() =>
        Assert.Null(RequestIds.Of(new HeaderDictionary { [RequestIds.ReturnClientHeader] = "true", [RequestIds.ClientHeader] = new(["a", "b"]) }).Echo);

    private static string? EchoOf(string id, string? wanted) =>
        RequestIds.Of(new HeaderDictionary { [RequestIds.ClientHeader] = id, [RequestIds.ReturnClientHeader] = wanted }).Echo;
}
