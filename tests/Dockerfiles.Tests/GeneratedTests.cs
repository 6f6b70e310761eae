using System.Text;

namespace RegistryJanitor.Dockerfiles.Tests;

/// <summary>
/// Dockerfiles of which the answer is known before they are written: a model of stages, which is then written as oddly as the format allows. A failure names its seed.
/// </summary>
public sealed class GeneratedTests
{
    [Fact]
    public void What_was_put_into_a_Dockerfile_is_read_out_of_it()
    {
        var (images, unneeded) = (0, 0);
        for (var seed = 0; seed < 5_000; seed++)
        {
            var writer = new Writer(new Random(seed));
            var (text, expected) = writer.Write();
            var read = Assert.IsType<DockerfileReading.Understood>(DockerfileReader.Read(text, new BuildInputs { Target = writer.Target })).Dockerfile;

            Assert.True(expected.SequenceEqual(read.BuiltFrom.Select(image => image.Image)), $"seed {seed}: {string.Join(' ', expected)} and not {string.Join(' ', read.BuiltFrom.Select(image => image.Image))} of\n{text}");
            images += expected.Count;
            unneeded += read.Stages.Count(stage => !stage.IsNeeded);
        }

        Assert.True(images > 5_000 && unneeded > 5_000, $"{images} images, {unneeded} stages that are not needed: too few to say anything");
    }

    private sealed class Writer(Random random)
    {
        private readonly StringBuilder _text = new();
        private readonly StringBuilder _head = new();
        private readonly char _escape = random.Next(4) == 0 ? '`' : '\\';
        private int _variables;

        public string? Target { get; private set; }

        public (string Text, IReadOnlyList<string> Expected) Write()
        {
            if (_escape == '`')
                _head.Append("# escape=`\n");
            var stages = new List<(string? Name, List<string> Images, List<int> Needs)>();
            for (var (index, count) = (0, random.Next(1, 8)); index < count; index++)
                stages.Add(Stage(index, stages));
            var named = Enumerable.Range(0, stages.Count).Where(index => stages[index].Name is not null).ToList();
            var target = named.Count > 0 && random.Next(3) == 0 ? named[random.Next(named.Count)] : stages.Count - 1;
            Target = target < stages.Count - 1 ? Case(stages[target].Name!) : null;

            var needed = new HashSet<int>();
            Need(target);
            return ($"{_head}{_text}", [.. stages.SelectMany((stage, index) => needed.Contains(index) ? stage.Images : [])]);

            void Need(int index)
            {
                if (needed.Add(index))
                    stages[index].Needs.ForEach(Need);
            }
        }

        private (string? Name, List<string> Images, List<int> Needs) Stage(int index, List<(string? Name, List<string> Images, List<int> Needs)> before)
        {
            var (images, needs) = (new List<string>(), new List<int>());
            var name = random.Next(3) > 0 ? $"stage{index}" : null;
            var parents = Enumerable.Range(0, index).Where(earlier => before[earlier].Name is not null).ToList();
            string begins;
            if (parents.Count > 0 && random.Next(3) == 0)
            {
                var parent = parents[random.Next(parents.Count)];
                needs.Add(parent);
                begins = Case(before[parent].Name!);
            }
            else if (random.Next(8) == 0)
            {
                begins = "scratch";
            }
            else
            {
                images.Add(Image());
                begins = Obscured(images[0]);
            }

            Line($"{Case("FROM")} {begins}{(name is null ? "" : $" {Case("as")} {Case(name)}")}");
            for (var times = random.Next(5); times > 0; times--)
                Instruction(index, before, images, needs);
            return (name, images, needs);
        }

        private void Instruction(int index, List<(string? Name, List<string> Images, List<int> Needs)> before, List<string> images, List<int> needs)
        {
            switch (random.Next(7))
            {
                case 0:
                    images.Add(Image());
                    Line($"COPY --from={images[^1]} / /");
                    break;
                case 1 when index > 0:
                    var source = random.Next(index);
                    needs.Add(source);
                    Line($"COPY --chown=1 --from={(before[source].Name is { } name && random.Next(2) == 0 ? Case(name) : $"{source}")} / /");
                    break;
                case 2:
                    Line("RUN <<EOF", isWhole: true);
                    _text.Append("FROM evil\nCOPY --from=evil / /\nEOF\n");
                    break;
                case 3:
                    Line("COPY <<-'x' <<\"y z\" /", isWhole: true);
                    _text.Append("y z\nFROM evil\n\t\tx\nFROM evil\ny z\n");
                    break;
                case 4:
                    Line($"RUN echo \"FROM evil\" {_escape}\n FROM evil");
                    break;
                case 5:
                    Line("RUN --mount=type=bind,from=mounted,target=/m true");
                    break;
                default:
                    Line("ARG V=evil");
                    break;
            }
        }

        private string Image() => $"registry:5000/team/image{random.Next(100)}:{random.Next(10)}.{random.Next(10)}{(random.Next(5) == 0 ? $"@sha256:{new string('0', 64)}" : "")}";

        /// <summary>Something that becomes an image once variables are put in.</summary>
        private string Obscured(string image)
        {
            var half = random.Next(1, image.Length - 1);
            var variable = $"V{_variables++}";
            switch (random.Next(7))
            {
                case 0:
                    _head.Append($"ARG {variable}={image}\n");
                    return $"${variable}";
                case 1:
                    _head.Append($"arg {variable}=\"{image[half..]}\"\n");
                    return $"{image[..half]}${{{variable}}}";
                case 2:
                    return $"${{{variable}:-{image}}}";
                case 3:
                    _head.Append($"ARG {variable}=x {variable}_='{image}'\n");
                    return $"${{{variable}:+${{{variable}_}}}}";
                case 4:
                    _head.Append($"ARG {variable}={image}%rest\n");
                    return $"${{{variable}%%%*}}";
                case 5:
                    _head.Append($"ARG {variable}={image.Replace('/', '|')}\n");
                    return $"${{{variable}//|//}}";
                default:
                    return $"{image[..half]}\"{image[half..]}\"";
            }
        }

        private string Case(string word) => random.Next(3) == 0 ? word.ToUpperInvariant() : word;

        private void Line(string line, bool isWhole = false)
        {
            if (random.Next(4) == 0)
                _text.Append("# FROM evil\n\n");
            _text.Append(random.Next(4) == 0 ? "  " : "");
            // A blank is a good place to go on in the next line.
            var blank = isWhole || random.Next(3) > 0 ? -1 : line.IndexOf(' ', StringComparison.Ordinal);
            _text.Append(blank < 0 ? line : $"{line[..blank]} {_escape}\n# FROM evil\n\n{line[blank..]}").Append(random.Next(4) == 0 ? "\r\n" : "\n");
        }
    }
}
