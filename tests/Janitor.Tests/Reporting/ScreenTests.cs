using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;

namespace RegistryJanitor.Tests.Reporting;

public sealed class ScreenTests
{
    private static readonly string[][] s_rows = [["v1", "10", "evict", "beyond the newest 2"], ["v10", "9", "keep", "newest 2"]];

    [Fact]
    public void A_file_gets_every_character_and_nothing_else() => Assert.Equal(
        "TAG  SIZE  VERDICT  REASON\nv1     10  evict    beyond the newest 2\nv10     9  keep     newest 2\n", Table(Screen.None));

    [Fact]
    public void A_terminal_gets_reasons_cut_to_its_width() => Assert.Equal(
        "TAG  SIZE  VERDICT  REASON\nv1     10  evict    beyond the…\nv10     9  keep     newest 2\n", Table(new Screen(31, HasColours: false)));

    [Fact]
    public void A_terminal_that_is_narrower_than_the_rest_still_gets_it() => Assert.Contains("v1     10  evict    …\n", Table(new Screen(10, HasColours: false)), StringComparison.Ordinal);

    [Fact]
    public void On_a_terminal_what_goes_is_red_and_what_stays_is_dim_and_the_columns_stay_where_they_are() => Assert.Equal(
        "TAG  SIZE  VERDICT  REASON\nv1     10  \e[31mevict\e[0m    beyond the newest 2\nv10     9  \e[2mkeep\e[0m     newest 2\n",
        Table(new Screen(80, HasColours: true)));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(1288490189, "1.2 GiB")]
    [InlineData(1048575, "1.0 MiB")]
    [InlineData(long.MaxValue, "8.0 EiB")]
    public void Bytes_have_one_decimal_in_the_largest_unit(long bytes, string text) => Assert.Equal(text, ByteSize.Text(bytes));

    private static string Table(Screen screen)
    {
        using var output = new StringWriter { NewLine = "\n" };
        AlignedRows.Write(["TAG", "SIZE", "VERDICT", "REASON"], () => s_rows, output, screen, painted: 2, 1);
        return output.ToString();
    }
}
