using FsCheck;
using FsCheck.Fluent;

namespace RegistryJanitor.Oci.Tests;

public class NaturalTagOrderTests
{
    // Few letters, many zeros: near-equal tags are where an order goes wrong.
    private static readonly Arbitrary<Tag> s_tags =
        (from first in Gen.Elements('0', '1', '9', 'a', '_')
         from rest in Gen.Elements('0', '0', '1', '2', '9', 'a', 'B', '.', '-', '_').ArrayOf()
         where rest.Length < Tag.MaxLength
         select Tag.Parse(first + new string(rest))).ToArbitrary();

    [Fact]
    public void Tags_sort_as_people_count()
    {
        string[] sorted =
        [
            "0", "00", "1.1", "1.01", "1.1.5", "1.2", "1.10", "9", "10", "20240101", "20240102",
            "99999999999999999999999999999998", "99999999999999999999999999999999", "100000000000000000000000000000000",
            "V1", "_", "v", "v.1", "v1", "v01", "v1-rc1", "v1.0", "v9", "v10", "va",
        ];

        var shuffled = sorted.Select(Tag.Parse).OrderBy(t => t.Value.Length % 3).ThenByDescending(t => t.Value, StringComparer.Ordinal);

        Assert.Equal(sorted, shuffled.Order(Tag.NaturalOrder).Select(t => t.Value));
    }

    [Fact]
    public void Turning_the_question_round_turns_the_answer_round() =>
        Prop.ForAll(s_tags, s_tags, (x, y) => Order(x, y) == -Order(y, x)).Check(Thorough);

    [Fact]
    public void Only_equal_tags_are_equal_in_order() =>
        Prop.ForAll(s_tags, s_tags, (x, y) => (Order(x, y) == 0) == (x == y) && Order(x, x) == 0).Check(Thorough);

    [Fact]
    public void What_is_before_the_middle_is_before_the_end() =>
        Prop.ForAll(s_tags, s_tags, s_tags, (x, y, z) =>
        {
            var sorted = new[] { x, y, z }.Order(Tag.NaturalOrder).ToArray();
            return Order(sorted[0], sorted[1]) <= 0 && Order(sorted[1], sorted[2]) <= 0 && Order(sorted[0], sorted[2]) <= 0;
        }).Check(Thorough);

    private static Config Thorough => Config.QuickThrowOnFailure.WithMaxTest(3000);

    private static int Order(Tag x, Tag y) => Math.Sign(Tag.NaturalOrder.Compare(x, y));
}
