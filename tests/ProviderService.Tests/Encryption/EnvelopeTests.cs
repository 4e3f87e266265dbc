using System.Security.Cryptography;
using CsCheck;
using ProviderService.Core.Encryption;

namespace ProviderService.Tests.Encryption;

public sealed class EnvelopeTests
{
    private static readonly DataKey Key = DataKey.Create();
    private static readonly Gen<byte[]> Message = Gen.Byte.Array[0, 300];
    private static readonly Gen<string?[]> Fields = Gen.String.Null().Array[0, 5];

    [Fact]
    public void What_was_sealed_opens_with_the_same_key_and_clear_fields() =>
        Gen.Select(Message, Fields).Sample((message, fields) =>
            Envelope.Open(Key, Envelope.Seal(Key, message, new(fields)), new(fields)).SequenceEqual(message));

    [Fact]
    public void An_empty_message_can_be_sealed() => Assert.Empty(Envelope.Open(Key, Envelope.Seal(Key, [], new("id")), new("id")));

    [Fact]
    public void A_key_shows_its_id_alone() => Assert.Equal($"data key {Key.Id}", $"{Key}");

    [Fact]
    public void An_envelope_with_any_bit_flipped_does_not_open()
    {
        var sealedMessage = Envelope.Seal(Key, RandomNumberGenerator.GetBytes(40), new("partition", "id"));
        for (var bit = 0; bit < sealedMessage.Length * 8; bit++)
        {
            var changed = sealedMessage.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertDoesNotOpen(Key, changed, "partition", "id");
        }
    }

    [Fact]
    public void A_truncated_envelope_does_not_open() =>
        Gen.Select(Message, Gen.Int[0, 1000]).Sample((message, cut) =>
        {
            var sealedMessage = Envelope.Seal(Key, message, new("id"));
            AssertDoesNotOpen(Key, sealedMessage[..(cut % sealedMessage.Length)], "id");
        });

    [Fact]
    public void An_extended_envelope_does_not_open() =>
        Gen.Select(Message, Gen.Byte.Array[1, 40], Gen.Bool).Sample((message, more, before) =>
        {
            var sealedMessage = Envelope.Seal(Key, message, new("id"));
            AssertDoesNotOpen(Key, before ? [.. more, .. sealedMessage] : [.. sealedMessage, .. more], "id");
        });

    [Fact]
    public void An_envelope_does_not_open_beside_other_clear_fields() =>
        Gen.Select(Message, Fields, Fields).Where((_, mine, other) => !mine.SequenceEqual(other)).Sample((message, mine, other) =>
            AssertDoesNotOpen(Key, Envelope.Seal(Key, message, new(mine)), other));

    [Fact]
    public void The_parts_of_two_envelopes_do_not_open_together() =>
        Gen.Select(Gen.Byte.Array[20], Gen.Byte.Array[20], Gen.Int[18, 84]).Sample((one, other, cut) =>
            AssertDoesNotOpen(Key, [.. Envelope.Seal(Key, one, new("id"))[..cut], .. Envelope.Seal(Key, other, new("id"))[cut..]], "id"));

    [Fact]
    public void Another_key_does_not_open_an_envelope() =>
        AssertDoesNotOpen(DataKey.Create(), Envelope.Seal(Key, "message"u8, new("id")), "id");

    [Fact]
    public void Another_key_of_the_same_name_does_not_open_an_envelope() =>
        AssertDoesNotOpen(DataKey.Create() with { Id = Key.Id }, Envelope.Seal(Key, "message"u8, new("id")), "id");

    [Fact]
    public void The_same_key_under_another_name_does_not_open_an_envelope()
    {
        var renamed = Key with { Id = Guid.NewGuid() };
        var sealedMessage = Envelope.Seal(Key, "message"u8, new("id"));
        renamed.Id.TryWriteBytes(sealedMessage.AsSpan(1), bigEndian: true, out _);
        AssertDoesNotOpen(renamed, sealedMessage, "id");
    }

    [Fact]
    public void An_envelope_names_the_key_that_it_needs() =>
        Assert.Equal(Key.Id, Envelope.KeyId(Envelope.Seal(Key, "message"u8, default)));

    [Fact]
    public void An_envelope_is_longer_than_its_message_by_the_overhead_alone() =>
        Message.Sample(message => Envelope.Seal(Key, message, new("id")).Length == message.Length + Envelope.Overhead);

    [Fact]
    public void Two_envelopes_of_one_message_share_nothing_behind_the_key_id()
    {
        var message = new byte[256];
        var (one, other) = (Behind(Envelope.Seal(Key, message, new("id"))), Behind(Envelope.Seal(Key, message, new("id"))));
        const int window = 8;
        for (var start = 0; start <= one.Length - window; start++)
            Assert.Equal(-1, other.AsSpan().IndexOf(one.AsSpan(start, window)));

        static byte[] Behind(byte[] envelope) => envelope[(1 + DataKey.IdSize)..];
    }

    /// <summary>Opens an envelope by what README.md says of it alone; what is stored must stay readable.</summary>
    [Fact]
    public void The_layout_is_the_documented_one()
    {
        var envelope = Envelope.Seal(Key, "message"u8, new("id"));
        var derived = HKDF.DeriveKey(HashAlgorithmName.SHA256, Key.Bytes.ToArray(), 44, envelope[17..49], "ProviderService envelope 1"u8.ToArray());
        byte[] additional = [1, .. Key.Id.ToByteArray(bigEndian: true), 0, 0, 0, 2, (byte)'i', (byte)'d'];
        var message = new byte[7];
        using var aes = new AesGcm(derived.AsSpan(0, 32), 16);
        aes.Decrypt(derived.AsSpan(32), envelope.AsSpan(49, 7), envelope.AsSpan(56), message, additional);
        Assert.Equal("message"u8, message);
    }

    private static void AssertDoesNotOpen(DataKey key, byte[] envelope, params string?[] fields) =>
        Assert.ThrowsAny<CryptographicException>(() => Envelope.Open(key, envelope, new(fields)));
}
