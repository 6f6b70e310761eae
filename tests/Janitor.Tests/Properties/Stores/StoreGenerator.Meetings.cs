using RegistryJanitor.Daemon.Tests;

namespace RegistryJanitor.Tests.Properties.Stores;

/// <summary>Shapes that several statements make together.</summary>
internal sealed partial class StoreGenerator
{
    private void NoteWhatMeets()
    {
        foreach (var repository in _pushed.GroupBy(pushed => pushed.Repository, StringComparer.Ordinal))
        {
            NoteIf(Shape.NestedRepositories, _here.Any(name => name.StartsWith($"{repository.Key}/", StringComparison.Ordinal)));
            var tagged = repository.Where(pushed => pushed.Tag is not null).ToArray();
            NoteIf(Shape.EqualTimes, tagged.GroupBy(pushed => pushed.At, pushed => pushed.Tag!).Any(AreSeveral));
            NoteIf(Shape.TagOverwritten, tagged.GroupBy(pushed => pushed.Tag!, pushed => pushed.Draft.Name, StringComparer.Ordinal).Any(AreSeveral));
            NoteIf(Shape.TwoTagsOfOneDigest, tagged.GroupBy(pushed => pushed.Draft.Digest, pushed => pushed.Tag!).Any(AreSeveral));

            var untagged = repository.GroupBy(pushed => pushed.Draft.Digest).Where(pushes => pushes.All(pushed => pushed.Tag is null));
            var ages = untagged.Select(pushes => FakeClock.Start - pushes.Max(pushed => pushed.At)).ToArray();
            NoteIf(Shape.UntaggedYoung, ages.Any(age => age < TimeSpan.FromHours(1)));
            NoteIf(Shape.UntaggedOld, ages.Any(age => age > TimeSpan.FromHours(1)));
        }

        var blobs = _pushed.SelectMany(pushed => pushed.Draft.Blobs.Select(blob => (blob.Name, pushed.Repository)));
        NoteIf(Shape.OneLayerInTwoRepositories, blobs.GroupBy(blob => blob.Name, blob => blob.Repository, StringComparer.Ordinal).Any(AreSeveral));
        NoteIf(Shape.OneManifestInTwoRepositories, _pushed.GroupBy(pushed => pushed.Draft.Digest, pushed => pushed.Repository).Any(AreSeveral));
        NoteIf(Shape.RepositoryOfLayersOnly, IsDoneWithoutAPush("upload or mount"));
        NoteIf(Shape.RepositoryOfUploadsOnly, IsDoneWithoutAPush("upload"));
    }

    private bool IsDoneWithoutAPush(string does) =>
        s_besides.Concat(_here).Except(_pushed.Select(pushed => pushed.Repository), StringComparer.Ordinal)
            .Any(name => _statements.Exists(statement => statement.Text.StartsWith($"{does} {name} ", StringComparison.Ordinal)));

    private static bool AreSeveral(IEnumerable<string> names) => names.Distinct(StringComparer.Ordinal).Skip(1).Any();

    private void NoteIf(Shape shape, bool met)
    {
        if (met)
            _shapes.Add(shape);
    }
}
