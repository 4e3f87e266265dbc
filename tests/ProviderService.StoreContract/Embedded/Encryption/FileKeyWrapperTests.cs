using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using ProviderService.Core.Encryption;
using ProviderService.Embedded;
using ProviderService.Embedded.Encryption;

namespace ProviderService.StoreContract.Embedded.Encryption;

public sealed class FileKeyWrapperTests : IDisposable
{
    private static readonly byte[] DataKey = RandomNumberGenerator.GetBytes(32);

    private readonly TemporaryDirectory _directory = new();

    private string KeyPath => _directory.File("key");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_wrapped_key_is_unwrapped_by_the_same_key_file_after_a_restart()
    {
        var wrapped = await Open(KeyPath).WrapAsync(DataKey, Cancellation);
        Assert.Equal(DataKey, await Open(KeyPath).UnwrapAsync(wrapped, Cancellation));
    }

    [Fact]
    public async Task Wrapping_twice_gives_two_ciphertexts_under_one_key_id()
    {
        var wrapper = Open(KeyPath);
        var (one, other) = (await wrapper.WrapAsync(DataKey, Cancellation), await wrapper.WrapAsync(DataKey, Cancellation));
        Assert.NotEqual(one.Ciphertext.ToArray(), other.Ciphertext.ToArray());
        Assert.Equal(one.KeyEncryptionKeyId, other.KeyEncryptionKeyId);
    }

    [Fact]
    public async Task Another_key_refuses_and_names_the_key_that_is_needed_and_the_one_that_is_there()
    {
        var wrapped = await Open(KeyPath).WrapAsync(DataKey, Cancellation);
        var another = Open(_directory.File("another"));
        var anotherId = (await another.WrapAsync(DataKey, Cancellation)).KeyEncryptionKeyId;

        var exception = await Assert.ThrowsAsync<CryptographicException>(async () => await another.UnwrapAsync(wrapped, Cancellation));
        Assert.Contains(wrapped.KeyEncryptionKeyId, exception.Message);
        Assert.Contains(anotherId, exception.Message);
    }

    [Fact]
    public async Task A_change_of_any_byte_is_noticed()
    {
        var wrapper = Open(KeyPath);
        var wrapped = await wrapper.WrapAsync(DataKey, Cancellation);
        for (var i = 0; i < wrapped.Ciphertext.Length; i++)
        {
            var changed = wrapped.Ciphertext.ToArray();
            changed[i] ^= 1;
            await AssertRefusedAsync(wrapper, wrapped with { Ciphertext = changed });
        }
    }

    [Fact]
    public async Task A_wrapped_key_that_was_cut_short_is_noticed()
    {
        var wrapper = Open(KeyPath);
        var wrapped = await wrapper.WrapAsync(DataKey, Cancellation);
        for (var length = 0; length < wrapped.Ciphertext.Length; length++)
            await AssertRefusedAsync(wrapper, wrapped with { Ciphertext = wrapped.Ciphertext[..length] });
    }

    [Fact]
    public void The_key_file_is_32_bytes_for_its_owner_alone_and_nothing_is_left_beside_it()
    {
        Open(KeyPath);
        Assert.Equal(32, new FileInfo(KeyPath).Length);
        Assert.Equal([KeyPath], Directory.GetFiles(_directory.Path));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
    }

    [Fact]
    public async Task The_id_of_a_key_gives_nothing_of_it_away()
    {
        var id = (await Open(KeyPath).WrapAsync(DataKey, Cancellation)).KeyEncryptionKeyId;
        var key = Convert.ToHexStringLower(await File.ReadAllBytesAsync(KeyPath, Cancellation));
        Assert.DoesNotContain(id["file-".Length..], key);
    }

    [Fact]
    public void A_missing_key_is_not_made_where_one_is_needed_and_the_message_says_what_to_do()
    {
        var exception = Assert.Throws<EmbeddedStartException>(() => Open(KeyPath, mayCreate: false));
        Assert.Contains(KeyPath, exception.Message);
        Assert.Contains("Restore the key file", exception.Message);
        Assert.False(File.Exists(KeyPath));
    }

    [Fact]
    public void A_key_file_of_another_length_is_refused()
    {
        File.WriteAllBytes(KeyPath, new byte[31]);
        var exception = Assert.Throws<EmbeddedStartException>(() => Open(KeyPath));
        Assert.Contains("31 bytes", exception.Message);
    }

    [Fact]
    public void A_key_file_that_cannot_be_made_is_explained()
    {
        var exception = Assert.Throws<EmbeddedStartException>(() => Open(_directory.File("no such directory/key")));
        Assert.Contains("Embedded:KeyFile", exception.Message);
    }

    [Fact]
    public void A_key_file_that_others_may_read_is_used_with_a_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        Open(KeyPath);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        var log = new LogLines<FileKeyWrapper>();
        new FileKeyWrapper(log).Open(KeyPath, mayCreate: false);
        Assert.Contains("open to other users", Assert.Single(log.Warnings));
    }

    private static FileKeyWrapper Open(string path, bool mayCreate = true)
    {
        var wrapper = new FileKeyWrapper(NullLogger<FileKeyWrapper>.Instance);
        wrapper.Open(path, mayCreate);
        return wrapper;
    }

    private static async Task AssertRefusedAsync(FileKeyWrapper wrapper, WrappedKey wrapped) =>
        await Assert.ThrowsAnyAsync<CryptographicException>(async () => await wrapper.UnwrapAsync(wrapped, Cancellation));
}
