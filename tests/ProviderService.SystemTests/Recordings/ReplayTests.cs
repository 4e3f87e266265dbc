using System.Net.Http.Headers;
using System.Text;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Recordings;

/// <summary>Sends the service what the hosted one was sent, and compares the answers byte by byte.</summary>
public sealed class ReplayTests(RunningService service) : IClassFixture<RunningService>
{
    public static TheoryData<int> Replayed => [1,2,3,4,5,6,9,10,14,17,19,21,22,25,30,33,34,36,37,39,40,44,46,47,49,52,53,55,56,64,65,66,67,69,70,73,75,77,78,85,86,87,88,89,90,91];

    [Theory]
    [MemberData(nameof(Replayed))]
    public async Task The_service_answers_as_the_hosted_one_did(int number)
    {
        var recording = RecordingFolder.Read(number);
        await using var state = new ReplayState(service.Client, recording);

        var answer = await SendAsync(await state.PrepareAsync(), recording);

        File.WriteAllText($"/tmp/sys_rec/{number:000}.exp", recording.Answer.Masked().ToString().Replace(",\"", ",\n\"")); File.WriteAllText($"/tmp/sys_rec/{number:000}.act", answer.Masked().ToString().Replace(",\"", ",\n\""));
        Assert.Equal(recording.Answer.Masked().ToString(), answer.Masked().ToString());
    }

    private async Task<Answer> SendAsync(string pathAndQuery, Recording recording)
    {
        using var request = new HttpRequestMessage(recording.Method, pathAndQuery);
        if (recording.Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(recording.Body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(recording.ContentType!);
        }

        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response);
    }
}
