using RegistryJanitor.Lifecycle.Dependencies;

namespace RegistryJanitor.Lifecycle.Tests.Dependencies;

public sealed class DependencyGraphTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("b: a\na", "a | b")]
    [InlineData("a\nb: a\nc: a\nd: b c", "a | b c | d")]
    [InlineData("d: b +c\nc: a\nb: a\na: docker.io/library/alpine:3", "a | b c | d")]
    [InlineData("a\nb: a\nc: b +a", "a | b | c")]
    [InlineData("a\nb: a@", "a b")]
    [InlineData("a\nb: a a +a", "a | b")]
    [InlineData("a\nb: localhost:5000/a:latest\nc: images.example.com/a:latest\nd: registry:5000/b:v1.2.3", "a | b c | d")]
    [InlineData("a\nb: registry:5000/a:other\nc: registry:5000/a:v\nd: other:5000/a:latest", "a b c d")]
    [InlineData("", "")]
    public void Waves_build_bases_first(string drawing, string waves)
    {
        var order = Drawn.Graph(drawing).Order();
        Assert.Equal(waves, Drawn.Waves(order));
        Assert.Empty(order.Cycles);
        Assert.Empty(order.Blocked);
    }

    [Theory]
    [InlineData("a: a\nb: a", "", "a", "a b")]
    [InlineData("x\na: b\nb: a", "x", "a b", "a b")]
    [InlineData("a: c\nb: a\nc: b\nd: c\ne: d x\nx", "x", "a b c", "a b c d e")]
    [InlineData("a: b\nb: a c\nc: b", "", "a b, c b", "a b c")]
    [InlineData("a: b@\nb: a", "a | b", "", "")]
    [InlineData("b: a d\na: b\nd: c\nc: d", "", "a b, c d", "a b c d")]
    public void Cycles_are_named_and_what_hangs_on_them_has_no_wave(string drawing, string waves, string cycles, string blocked)
    {
        var order = Drawn.Graph(drawing).Order();
        Assert.Equal((waves, cycles, blocked), (Drawn.Waves(order), string.Join(", ", order.Cycles.Select(cycle => Drawn.Names(cycle.Images))), Drawn.Names(order.Blocked)));
    }

    [Fact]
    public void A_cycle_is_a_sentence() => Assert.Equal(
        "registry:5000/a:latest is the base of registry:5000/b:latest, which is the base of registry:5000/c:latest, which is the base of registry:5000/a:latest",
        Assert.Single(Drawn.Graph("a: c\nb: a\nc: b").Order().Cycles).Sentence);

    [Theory]
    [InlineData("a", false, "b c")]
    [InlineData("a", true, "b c d")]
    [InlineData("localhost:5000/a:latest", true, "b c d")]
    [InlineData("images.example.com/a", false, "b c")]
    [InlineData("registry:5000/a:v1", false, "")]
    [InlineData("alpine:3", false, "a")]
    [InlineData("docker.io/library/alpine:3", true, "a b c d")]
    [InlineData("library/alpine", true, "a b c d e")]
    [InlineData("alpine:4", true, "e")]
    [InlineData("d", true, "")]
    public void Dependents_of_an_image_of_ours_or_of_others(string image, bool isRecursive, string dependents)
    {
        var graph = Drawn.Graph("""
            a: docker.io/library/alpine:3
            b: a
            c: +a
            d: b c
            e: alpine:4
            f: a@
            """);
        Assert.Equal(dependents, Drawn.Names(graph.DependentsOf(Drawn.Reference(image), isRecursive)));
    }

    [Fact]
    public void What_depends_on_a_moved_base_is_ordered_by_itself()
    {
        var graph = Drawn.Graph("a\nb: a\nc: b\nd: c other\nother\nx: other");
        Assert.Equal("b | c | d", Drawn.Waves(graph.Order(graph.DependentsOf(Drawn.Reference("a"), isRecursive: true))));
        Assert.Equal(2, graph.Order(graph.DependentsOf(Drawn.Reference("a"), isRecursive: true)).WaveOf(graph.Images.Single(image => image.Name is "c")));
    }

    [Fact]
    public void A_diamond_of_thirty_images_is_ordered_with_each_image_once()
    {
        // One base, four layers of seven that each need all of the layer before, one image of the last layer.
        string Name(int layer, int number) => $"l{layer}-{number}";
        var lines = new List<string> { "base: alpine:3" };
        for (var layer = 1; layer <= 4; layer++)
        {
            for (var number = 0; number < 7; number++)
                lines.Add($"{Name(layer, number)}: {(layer == 1 ? "base" : string.Join(" +", Enumerable.Range(0, 7).Select(one => Name(layer - 1, one))))}");
        }

        lines.Add($"top: {string.Join(" +", Enumerable.Range(0, 7).Select(one => Name(4, one)))}");
        var graph = Drawn.Graph(lines);
        var affected = graph.DependentsOf(Drawn.Reference("alpine:3"), isRecursive: true);
        var order = graph.Order(affected);

        Assert.Equal(30, affected.Count);
        Assert.Equal([1, 7, 7, 7, 7, 1], order.Waves.Select(wave => wave.Count));
        Assert.Equal(30, order.Waves.SelectMany(wave => wave).Select(image => image.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("l3-0 l3-1 l3-2 l3-3 l3-4 l3-5 l3-6", Drawn.Names(order.Waves[3]));
    }

    [Fact]
    public void A_word_leaves_the_images_that_have_it()
    {
        var graph = Drawn.Graph("base\nTools: base\ntools-extra: Tools\napp: tools-extra".Replace("Tools", "tools", StringComparison.Ordinal)).Matching("TOOLS");
        Assert.Equal("tools | tools-extra", Drawn.Waves(graph.Order()));
        Assert.Equal("app", Drawn.Names(Drawn.Graph("a\napp: a").Matching("images/app").Images));
    }

    [Fact]
    public void Every_edge_of_a_random_graph_leads_to_an_earlier_wave_and_every_image_is_there_once()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var count = random.Next(1, 40);
            var names = Enumerable.Range(0, count).Select(number => $"i{number}").OrderBy(_ => random.Next()).ToList();
            var lines = names.Select((name, index) => $"{name}: {string.Join(' ', Enumerable.Range(0, random.Next(4)).Where(_ => index > 0).Select(_ => $"{(random.Next(5) == 0 ? "+" : "")}{names[random.Next(index)]}{(random.Next(6) == 0 ? "@" : "")}"))}").ToList();
            var graph = Drawn.Graph(lines);
            var order = graph.Order();

            Assert.True(order is { Cycles.Count: 0, Blocked.Count: 0 }, $"seed {seed}");
            Assert.True(names.Order(StringComparer.Ordinal).SequenceEqual(order.Waves.SelectMany(wave => wave).Select(image => image.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal), $"seed {seed}");
            foreach (var edge in graph.Images.SelectMany(graph.BasesOf).Where(edge => !edge.Use.IsPinned))
                Assert.True(order.WaveOf(edge.Base) < order.WaveOf(edge.Dependent), $"seed {seed}: {edge.Base.Name} and {edge.Dependent.Name}");
            foreach (var image in order.Waves.Skip(1).SelectMany(wave => wave))
                Assert.True(graph.BasesOf(image).Where(edge => !edge.Use.IsPinned).Max(edge => order.WaveOf(edge.Base)) == order.WaveOf(image) - 1, $"seed {seed}: {image.Name} waits for nothing");
            Assert.True(Drawn.Waves(order).Equals(Drawn.Waves(Drawn.Graph(lines.OrderBy(_ => random.Next())).Order()), StringComparison.Ordinal), $"seed {seed}: the order of the lines shows");
        }
    }

    [Fact]
    public void Every_image_of_a_graph_with_circles_has_a_wave_or_a_reason()
    {
        var withCycles = 0;
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var count = random.Next(1, 15);
            var graph = Drawn.Graph(Enumerable.Range(0, count).Select(number => $"i{number}: {string.Join(' ', Enumerable.Range(0, random.Next(3)).Select(_ => $"i{random.Next(count)}"))}"));
            var order = graph.Order();

            Assert.Equal(count, order.Waves.Sum(wave => wave.Count) + order.Blocked.Count);
            Assert.True(order.Blocked.Count == 0 == (order.Cycles.Count == 0), $"seed {seed}");
            foreach (var cycle in order.Cycles)
            {
                for (var at = 0; at < cycle.Images.Count; at++)
                    Assert.True(graph.BasesOf(cycle.Images[(at + 1) % cycle.Images.Count]).Any(edge => ReferenceEquals(edge.Base, cycle.Images[at])), $"seed {seed}");
                Assert.Equal(cycle.Images.Count, cycle.Images.Distinct().Count());
            }

            // Without the images of the circles that are told, nothing is blocked.
            var told = order.Cycles.SelectMany(cycle => cycle.Images).ToHashSet();
            Assert.True(graph.Order(graph.Images.Where(image => !told.Contains(image))).Blocked.Count == 0, $"seed {seed}");
            withCycles += order.Cycles.Count > 0 ? 1 : 0;
        }

        Assert.InRange(withCycles, 400, 1900); // or the property says nothing
    }

    [Theory]
    [InlineData("latest", "latest", true)]
    [InlineData("latest", "Latest", false)]
    [InlineData("upstream-{short_sha}", "upstream-0123abc", true)]
    [InlineData("upstream-{short_sha}", "upstream-", false)]
    [InlineData("{major}.{minor}", "1.22", true)]
    [InlineData("{major}.{minor}", "122", false)]
    [InlineData("v{version}-alpine", "v1.2.3-alpine", true)]
    [InlineData("v{version}-alpine", "v1.2.3-alpine2", false)]
    [InlineData("{tag}", "x", true)]
    public void A_template_of_tags_matches_what_it_can_become(string template, string tag, bool matches) => Assert.Equal(matches, new TagPattern(template).Matches(tag));
}
