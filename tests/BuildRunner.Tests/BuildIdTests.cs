using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner.Tests;

public sealed class BuildIdTests
{
    [Theory]
    [InlineData("app-20261121.1", true)]
    [InlineData("../etc", false)]
    [InlineData(".hidden", false)]
    [InlineData("a/b", false)]
    [InlineData("", false)]
    public void An_id_is_part_of_file_names(string text, bool valid) => Assert.Equal(valid, BuildId.Read(text) is not null);
}
