using FsCheck;
using FsCheck.Fluent;

namespace RegistryJanitor.Oci.Tests;

public class RepositoryNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("app")]
    [InlineData("team/app")]
    [InlineData("team/app/cache")]
    [InlineData("my-app")]
    [InlineData("my---app")]
    [InlineData("my_app")]
    [InlineData("my__app")]
    [InlineData("my.app")]
    [InlineData("a.b_c__d-e/f1")]
    [InlineData("docker.io/library/alpine")]
    [InlineData("localhost:5000/app")]
    [InlineData("Team/app")]
    [InlineData("a--b.C/app")]
    [InlineData("[2001:db8::1]:5000/app")]
    public void The_registry_serves_it_so_it_is_a_name(string text)
    {
        Assert.True(RepositoryName.TryParse(text, out var name));
        Assert.Equal(text, name.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/app")]
    [InlineData("app/")]
    [InlineData("team//app")]
    [InlineData("App")]
    [InlineData("team/App")]
    [InlineData("team/Mid/app")]
    [InlineData("-app")]
    [InlineData("app-")]
    [InlineData("_app")]
    [InlineData("_layers")]
    [InlineData("app/_manifests")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../app")]
    [InlineData("team/../app")]
    [InlineData("my..app")]
    [InlineData("my___app")]
    [InlineData("my._app")]
    [InlineData("my-.app")]
    [InlineData("my app")]
    [InlineData("app\n")]
    [InlineData("app:latest")]
    [InlineData("host:/app")]
    [InlineData("host:5a/app")]
    [InlineData("[::g]/app")]
    [InlineData("[]/app")]
    [InlineData("-Host/app")]
    [InlineData("ünïcode")]
    [InlineData("app\u0660")]
    public void What_the_registry_refuses_is_no_name(string? text)
    {
        Assert.False(RepositoryName.TryParse(text, out _));
        Assert.Throws<FormatException>(() => RepositoryName.Parse(text!));
    }

    [Fact]
    public void A_name_has_at_most_255_characters()
    {
        Assert.True(RepositoryName.TryParse(new string('a', 255), out _));
        Assert.False(RepositoryName.TryParse(new string('a', 256), out _));
    }

    [Fact]
    public void The_default_value_can_be_shown() => Assert.Equal("", default(RepositoryName).ToString());

    [Fact]
    public void Names_sort_by_their_characters() => Assert.True(RepositoryName.Parse("team-a") < RepositoryName.Parse("team/a"));

    [Fact]
    public void Components_joined_by_separators_are_a_name()
    {
        var words = Gen.Elements("a", "b1", "0", "xyz");
        var separators = Gen.Elements(".", "_", "__", "-", "--", "----", "/");
        var names = from first in words
                    from rest in (from s in separators from w in words select s + w).ArrayOf()
                    where rest.Length < 30
                    select first + string.Concat(rest);

        Prop.ForAll(names.ToArbitrary(), text => RepositoryName.Parse(text).Value == text).QuickCheckThrowOnFailure();
    }
}
