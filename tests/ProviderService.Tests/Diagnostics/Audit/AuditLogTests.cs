using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ProviderService.Diagnostics.Audit;

namespace ProviderService.Tests.Diagnostics.Audit;

public sealed class AuditLogTests : IDisposable
{
    private readonly MemoryOutput _output = new();
    private readonly MemoryLogs _logs = new();
    private readonly LoggerFactory _loggers;
    private readonly AuditLog _audit;

    public AuditLogTests()
    {
        _loggers = new LoggerFactory([_logs]);
        _audit = new AuditLog(_output, new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)), _loggers);
    }

    public void Dispose() => _loggers.Dispose();

    [Fact]
    public void A_record_is_one_line_of_JSON()
    {
        _audit.Write(Some());
        Assert.Equal(
            """{"time":"2026-03-01T12:00:00Z","action":"ProviderService/test/action","scope":"/a","result":"Succeeded","caller":{"name":"ProviderService"},"details":{"what":"that"}}""" + "\n",
            _output.Text);
    }

    [Fact]
    public void Nothing_in_a_name_can_break_a_line_or_change_how_it_looks()
    {
        _audit.Write(Some() with { Scope = "/a\n\u202e\u2028\u001b[2J" });
        Assert.Equal('\n', Assert.Single(_output.Text, c => c is < ' ' or > '~'));
    }

    [Fact]
    public void Exporters_of_the_log_get_the_same_line()
    {
        _audit.Write(Some());
        Assert.Equal(_output.Text.Trim(), Assert.Single(_logs.Messages).Trim());
    }

    [Fact]
    public void A_record_that_cannot_be_written_is_told_and_remembered_until_one_can_be()
    {
        _output.Fails = true;
        _audit.Write(Some());
        Assert.True(_audit.IsFailing);
        Assert.Contains(_logs.Messages, message => message.Contains("no space", StringComparison.Ordinal));
        _output.Fails = false;
        _audit.Write(Some());
        Assert.False(_audit.IsFailing);
    }

    private static AuditRecord Some() =>
        AuditRecord.OfService("ProviderService/test/action", "/a", new Dictionary<string, string> { ["what"] = "that" });

    private sealed class MemoryOutput : IAuditOutput
    {
        private readonly StringBuilder _text = new();

        public bool Fails { get; set; }

        public string Text => _text.ToString();

        public void Open()
        {
        }

        public void Append(ReadOnlySpan<byte> line)
        {
            if (Fails) throw new IOException("no space");
            _text.Append(Encoding.UTF8.GetString(line));
        }
    }
}
