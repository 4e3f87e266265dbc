using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ProviderService.Core.Arm;
using ProviderService.Hosting;

namespace ProviderService.Tests.Hosting;

public sealed class RequestBodyTests
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_that_arrives_in_pieces_is_read_whole()
    {
        var reading = RequestBody.ReadAsync(Request());
        await _pipe.Writer.WriteAsync("""{"a":"""u8.ToArray(), Cancellation);
        await _pipe.Writer.WriteAsync("1}"u8.ToArray(), Cancellation);
        await _pipe.Writer.CompleteAsync();
        using var body = await reading;
        Assert.Equal(1, body.RootElement.GetProperty("a").GetInt32());
    }

    [Fact]
    public async Task The_connection_is_ready_for_the_next_request_after_a_body()
    {
        await _pipe.Writer.WriteAsync("{}"u8.ToArray(), Cancellation);
        await _pipe.Writer.CompleteAsync();
        using var body = await RequestBody.ReadAsync(Request());
        Assert.True((await _pipe.Reader.ReadAsync(Cancellation)).Buffer.IsEmpty);
    }

    [Fact]
    public async Task And_after_a_body_that_is_too_large()
    {
        await _pipe.Writer.WriteAsync(new byte[RequestBody.MaxSize + 1], Cancellation);
        var failure = await Assert.ThrowsAsync<ArmException>(() => RequestBody.ReadAsync(Request()));
        await _pipe.Writer.CompleteAsync();
        Assert.Equal(413, failure.Status);
        Assert.True((await _pipe.Reader.ReadAsync(Cancellation)).Buffer.IsEmpty);
    }

    private HttpRequest Request()
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = "application/json";
        context.Features.Set<IRequestBodyPipeFeature>(new Body(_pipe.Reader));
        return context.Request;
    }

    private sealed record Body(PipeReader Reader) : IRequestBodyPipeFeature;
}
