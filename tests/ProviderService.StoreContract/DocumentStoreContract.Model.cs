using System.Globalization;
using CsCheck;
using ProviderService.Core.Storage;

namespace ProviderService.StoreContract;

public abstract partial class DocumentStoreContract
{
    private enum Verb { Write, Delete, Read, List, Due }

    private enum Knowledge { Nothing, Current, Stale }

    /// <summary>One call; what it expects is what its caller would know of the document.</summary>
    private sealed record Call(Verb Verb, string Id, Knowledge Expects, int DueInHours);

    private static readonly Gen<Call[]> Calls = Gen.Select(
        Gen.Enum<Verb>(),
        Gen.OneOf("a", "ab", "abc", "b", "B", "\u00e9", "a_", "a%"),
        Gen.Enum<Knowledge>(),
        Gen.Int[-2, 2],
        (verb, id, expects, due) => new Call(verb, id, expects, due)).Array[1, 60];

    [Fact]
    public async Task Whatever_is_done_to_it_a_store_behaves_like_a_dictionary()
    {
        var samples = 0;
        await Calls.SampleAsync(
            async calls =>
            {
                var model = new Model(Store, $"sample {Interlocked.Increment(ref samples)}", await PresentAsync());
                foreach (var call in calls) await model.DoAsync(call);
                model.AssertChanges(await ChangesAsync(model.Start));
                await model.EmptyAsync();
            },
            iter: 60,
            threads: 1);
    }

    /// <summary>A dictionary that is kept beside the store, and compared with it at every call.</summary>
    private sealed class Model(IDocumentStore store, string partition, string start)
    {
        private readonly Dictionary<string, StoredDocument> _documents = [];
        private readonly Dictionary<string, string> _stale = [];
        private readonly HashSet<string> _changed = [];
        private int _writes;

        public string Start => start;

        public Task DoAsync(Call call) => call.Verb switch
        {
            Verb.Write => WriteAsync(call),
            Verb.Delete => DeleteAsync(call),
            Verb.Read => ReadAsync(call),
            Verb.List => ListAsync(call),
            _ => DueAsync(call),
        };

        public void AssertChanges(IReadOnlyCollection<DocumentChange> changes)
        {
            Assert.Equal(_changed, changes.Select(change => change.Key.Id).ToHashSet());
            foreach (var id in _changed) Assert.Equal(!_documents.ContainsKey(id), changes.Last(change => change.Key.Id == id).Deleted);
        }

        /// <summary>So that the next sample finds nothing due of this one.</summary>
        public async Task EmptyAsync()
        {
            foreach (var (id, stored) in _documents) await store.DeleteAsync(Key(id), stored.ETag, Cancellation);
        }

        private async Task WriteAsync(Call call)
        {
            var number = (++_writes).ToString(CultureInfo.InvariantCulture);
            DateTimeOffset? dueAt = call.DueInHours == 0 ? null : Noon.AddHours(call.DueInHours).AddSeconds(_writes);
            var document = new Document(Key(call.Id), $"{partition}/{number}", dueAt, new byte[] { (byte)_writes });
            var expected = Expected(call);
            var fits = _documents.GetValueOrDefault(call.Id)?.ETag == expected;

            var etag = await store.WriteAsync(document, expected, Cancellation);
            Assert.Equal(fits, etag is not null);
            if (fits) Remember(call.Id, new StoredDocument(document, etag!));
        }

        private async Task DeleteAsync(Call call)
        {
            if (Expected(call) is not { } expected) return;
            var fits = _documents.GetValueOrDefault(call.Id)?.ETag == expected;
            Assert.Equal(fits, await store.DeleteAsync(Key(call.Id), expected, Cancellation));
            if (fits) Remember(call.Id, null);
        }

        private async Task ReadAsync(Call call) =>
            AssertEqual(_documents.GetValueOrDefault(call.Id), await store.ReadAsync(Key(call.Id), Cancellation));

        private async Task ListAsync(Call call)
        {
            var listed = new List<StoredDocument>();
            DocumentPage? page = null;
            do
            {
                page = await store.ListAsync(partition, call.Id, page?.Continuation, 2, Cancellation);
                listed.AddRange(page.Documents);
            }
            while (page.Continuation is not null);
            AssertEqual(_documents.Values.Where(stored => stored.Document.Key.Id.StartsWith(call.Id, StringComparison.Ordinal)), listed);
        }

        private async Task DueAsync(Call call)
        {
            var now = Noon.AddHours(call.DueInHours);
            var due = await store.DueAsync("", now, 100, Cancellation);
            AssertEqual(_documents.Values.Where(stored => stored.Document.DueAt <= now), due);
            Assert.Equal(due.OrderBy(stored => stored.Document.DueAt), due);
        }

        private string? Expected(Call call) => call.Expects switch
        {
            Knowledge.Nothing => null,
            Knowledge.Current => _documents.GetValueOrDefault(call.Id)?.ETag,
            _ => _stale.GetValueOrDefault(call.Id, "never given"),
        };

        private void Remember(string id, StoredDocument? stored)
        {
            if (_documents.Remove(id, out var old)) _stale[id] = old.ETag;
            if (stored is not null) _documents[id] = stored;
            _changed.Add(id);
        }

        private DocumentKey Key(string id) => new(partition, id);

        private static void AssertEqual(IEnumerable<StoredDocument> expected, IEnumerable<StoredDocument> actual)
        {
            var (left, right) = (Sorted(expected), Sorted(actual));
            Assert.Equal(left.Select(stored => stored.Document.Key), right.Select(stored => stored.Document.Key));
            foreach (var (one, other) in left.Zip(right)) AssertEqual(one, other);
        }

        private static void AssertEqual(StoredDocument? expected, StoredDocument? actual)
        {
            Assert.Equal(expected?.ETag, actual?.ETag);
            if (expected is not null) AssertSame(expected.Document, actual);
        }

        private static List<StoredDocument> Sorted(IEnumerable<StoredDocument> documents) =>
            [.. documents.OrderBy(stored => stored.Document.Key.Id, StringComparer.Ordinal)];
    }
}
