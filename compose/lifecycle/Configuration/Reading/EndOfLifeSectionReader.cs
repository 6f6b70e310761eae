using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Reads the section <c>lifecycle</c>.</summary>
internal static class EndOfLifeSectionReader
{
    private const int MostDays = 3660;
    private const int MostOverrides = 1000;
    private const int LongestReason = 500;

    internal static EndOfLifeSection Read(YamlSection section, ImglifeKeys imglife)
    {
        var defaults = EndOfLifeSection.Default;
        var provider = (EndOfLifeProvider)Fields.Choice(section, "eol_provider", "endoflife", "local");
        if (Fields.Choice(section, "eol_target", "git", "pkgregistry") is 1)
            imglife.Ignore(section, "eol_target", "is pkgregistry, which lifecycle does not have: what is known is kept in eol_data_file", "eol_target");
        var file = section.One("eol_data_file", Fields.AnyPath) ?? defaults.DataFile;
        var critical = section.Number("critical_days", 0, MostDays) ?? defaults.CriticalDays;
        var warn = section.Number("warn_days", 0, MostDays);
        if (warn < critical)
            section.Refuse("warn_days", $"{section.Name}.warn_days is less than critical_days, so that nothing would be warned of; write a larger one");
        var overrides = Overrides(section);
        section.RefuseOthers();
        return new EndOfLifeSection
        {
            Provider = provider,
            DataFile = file,
            CriticalDays = critical,
            WarnDays = warn ?? Math.Max(defaults.WarnDays, critical),
            Overrides = overrides,
        };
    }

    private static List<EndOfLifeOverride> Overrides(YamlSection section)
    {
        var sections = section.Sections("overrides");
        if (sections.Count > MostOverrides)
            section.Refuse("overrides", $"{section.Name}.overrides has more than {MostOverrides}; use eol_provider: local and a data file of your own");
        var overrides = new List<EndOfLifeOverride>();
        foreach (var one in sections.Take(MostOverrides))
        {
            var product = Fields.Needed(one, "product", "write it as entries do", CycleRuleReader.Product);
            var cycle = Fields.Needed(one, "cycle", "write it as it is cut from a tag, such as \"3.20\"", Fields.TagText);
            var end = Fields.Needed(one, "eol", "write a day such as 2027-04-01, or true or false", CycleEnd.Read);
            var reason = Fields.Text(one, "reason", LongestReason);
            one.RefuseOthers();
            if (product is null || cycle is null || end is null)
                continue;
            if (overrides.Exists(other => other.Product.Equals(product, StringComparison.Ordinal) && other.Cycle.Equals(cycle, StringComparison.Ordinal)))
                one.Refuse($"{one.Name} is about {product} {cycle}, as an earlier one is; keep one of them");
            overrides.Add(new EndOfLifeOverride(product, cycle, end) { Reason = reason });
        }

        return overrides;
    }
}
