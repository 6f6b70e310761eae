namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>The file as it is understood: every default filled in, in one order, as YAML that is read as the same; but a secret that is not in a file is <see cref="Secret.Shown"/>.</summary>
public static class EffectiveConfiguration
{
    /// <summary>Writes it.</summary>
    public static string Text(LifecycleFile file)
    {
        var yaml = new YamlText();
        Registry(yaml, file.Registry);
        Sync(yaml, file.Sync);
        Build(yaml, file.Build);
        Images(yaml, file.Images);
        Builds(yaml, file.Builds);
        Rebuild(yaml, file.Rebuild);
        Retention(yaml, file.Retention);
        EndOfLife(yaml, file.EndOfLife);
        if (file.Status.ClientZone is { } zone)
            yaml.Section("status", status => status.Value("client_zone", zone));
        if (file.Schedule.Commands.Count > 0)
            yaml.Section("schedule", schedule => Schedule(schedule, file.Schedule));
        if (file.Notify.Sinks.Count > 0)
            yaml.Section("notify", notify => Notify(notify, file.Notify));
        return yaml.ToString();
    }

    private static void Registry(YamlText yaml, RegistrySection registry)
    {
        if (registry.Own.Count + registry.Insecure.Count + registry.Secure.Count == 0)
            return;
        yaml.Section("registry", section =>
        {
            section.List("own_registries", registry.Own);
            section.List("insecure_registries", registry.Insecure);
            section.List("secure_registries", registry.Secure);
        });
    }

    private static void Sync(YamlText yaml, SyncSection sync)
    {
        if (sync.Entries.Count == 0)
            return;
        yaml.Section("sync", section => section.Entries("entries", sync.Entries, (entry, one) =>
        {
            entry.Value("source", one.Source);
            switch (one.Tags)
            {
                case TagSelection.One tag: entry.Value("tag", tag.Tag); break;
                case TagSelection.Matching matching: entry.Value("tag_regex", matching.Expression); break;
                case TagSelection.Within within: entry.Value("semver_range", within.Range); break;
            }

            entry.Value("keep_last", one.KeepLast);
            entry.Value("target", one.Target);
            entry.List("platforms", one.Platforms);
            entry.Switch("check_digest", one.CheckDigest);
            entry.Switch("referrers", one.Referrers);
            Cycle(entry, one.Cycle);
        }));
    }

    private static void Build(YamlText yaml, BuildSection build) => yaml.Section("build", section =>
    {
        section.Value("core_version", build.CoreVersion);
        section.Value("registry", build.Registry);
        section.List("platforms", build.Platforms);
        section.Value("tag_format", build.TagFormat);
    });

    private static void Images(YamlText yaml, IReadOnlyList<ImageEntry> images) => yaml.Entries("images", images, (entry, image) =>
    {
        entry.Value("name", image.Name);
        entry.Value("folder", image.Folder);
        entry.Value("type", image.Type switch { ImageType.Core => "core", ImageType.Spe => "spe", _ => "spe-dev" });
        entry.Value("mirror_image", image.MirrorImage);
        entry.Value("mirror_tag", image.MirrorTag);
        entry.Value("version", image.Version);
        entry.Value("tmpl", image.Template);
        Arguments(entry, image.Arguments);
        entry.List("platforms", image.Platforms);
        entry.Switch("rebuild", image.FollowsBases);
        Cycle(entry, image.Cycle);
    });

    private static void Builds(YamlText yaml, IReadOnlyList<MirrorBuild> builds) => yaml.Entries("builds", builds, (entry, build) =>
    {
        entry.Value("name", build.Name);
        entry.Value("mirror", build.Mirror);
        entry.Value("image", build.Image);
        entry.List("tags", build.Tags);
        entry.Value("dockerfile", build.Dockerfile);
        entry.Value("path", build.Path is { Length: > 0 } path ? path : null);
        entry.Value("version", build.Version switch { ReleaseVersioning.Conventional => "conventional", ReleaseVersioning.Seed => "seed", _ => "none" });
        entry.Value("platform", build.Platform);
        entry.Value("target", build.Target);
        Arguments(entry, build.Arguments);
        entry.Value("schedule", build.Schedule);
        entry.Switch("rebuild", build.FollowsBases);
    });

    private static void Arguments(YamlText yaml, IReadOnlyList<BuildArgument> arguments)
    {
        if (arguments.Count == 0)
            return;
        yaml.Section("args", section =>
        {
            foreach (var argument in arguments)
                section.Value(argument.Name, argument.Value);
        });
    }

    private static void Rebuild(YamlText yaml, RebuildSection rebuild) => yaml.Section("rebuild", section =>
    {
        section.Switch("enabled", rebuild.IsEnabled);
        section.Value("settle_secs", (int)rebuild.Settle.TotalSeconds);
        section.Value("cooldown_secs", (int)rebuild.Cooldown.TotalSeconds);
        section.Value("max_wave", rebuild.MaxWave);
        section.Value("poll_secs", (int)rebuild.Poll.TotalSeconds);
    });

    private static void Retention(YamlText yaml, RetentionSection retention) => yaml.Section("retention", section =>
    {
        section.Value("keep_last", retention.KeepLast);
        section.Value("max_age_days", retention.MaxAgeDays);
        section.List("exclude_tags", retention.ExcludeTags);
        section.Value("max_delete_percent", retention.MaxDeletePercent);
        section.Switch("apply", retention.Apply);
    });

    private static void EndOfLife(YamlText yaml, EndOfLifeSection known) => yaml.Section("lifecycle", section =>
    {
        section.Value("eol_provider", known.Provider is EndOfLifeProvider.Local ? "local" : "endoflife");
        section.Value("eol_data_file", known.DataFile);
        section.Value("critical_days", known.CriticalDays);
        section.Value("warn_days", known.WarnDays);
        section.Entries("overrides", known.Overrides, (entry, one) =>
        {
            entry.Value("product", one.Product);
            entry.Value("cycle", one.Cycle);
            entry.Value("eol", one.End);
            entry.Value("reason", one.Reason);
        });
    });

    private static void Schedule(YamlText yaml, ScheduleSection schedule)
    {
        foreach (var command in schedule.Commands)
            yaml.Value(command.Command, command.Time);
    }

    private static void Notify(YamlText yaml, NotifySection notify)
    {
        yaml.Entries("sinks", notify.Sinks, (entry, sink) =>
        {
            switch (sink)
            {
                case NotificationSink.Discord discord: Hidden(entry, "discord", discord.Url); break;
                case NotificationSink.Ntfy ntfy: entry.Value("ntfy", $"{ntfy.Server}{Secret.Shown}"); Login(entry, ntfy.Login); break;
                case NotificationSink.Webhook webhook: Hidden(entry, "webhook", webhook.Url); Login(entry, webhook.Login); break;
            }
        });
        yaml.List("events", notify.Topics);
    }

    private static void Login(YamlText yaml, SinkLogin login)
    {
        if (login is SinkLogin.Holder holder)
            Hidden(yaml, "token", holder.Token);
        if (login is not SinkLogin.User user)
            return;
        yaml.Value("user", user.Name);
        Hidden(yaml, "password", user.Password);
    }

    private static void Hidden(YamlText yaml, string key, Secret secret) => yaml.Value(secret.File is null ? key : $"{key}_file", secret.File ?? $"{secret}");

    private static void Cycle(YamlText yaml, CycleRule? cycle)
    {
        if (cycle is null)
            return;
        yaml.Section("lifecycle", section =>
        {
            section.Value("product", cycle.Product);
            section.Value("extract", cycle.Extract);
        });
    }
}
