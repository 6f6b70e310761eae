namespace RegistryJanitor.GitMirror;

/// <content>Why no mirror can be made of a project of the forge. It concerns that project alone.</content>
public abstract partial record MirrorFault
{
    /// <summary>Null, empty or blank: a new project.</summary>
    /// <param name="Place">Where the forge has it.</param>
    public sealed record DescriptionEmpty(string Place) : MirrorFault(
        "description-empty", "the project's description is empty, so there is no upstream", $"write the upstream's https address, and nothing else, into {Place}", false);

    /// <summary>Prose, or a map that cannot be read.</summary>
    /// <param name="How">The end of the sentence.</param>
    /// <param name="Place">Where the forge has it.</param>
    public sealed record DescriptionUnreadable(string How, string Place) : MirrorFault(
        "description-unreadable", $"the project's description {How}", $"write the upstream's https address alone, or a map like 'origin: https://host/group/project.git', into {Place}", false);

    /// <summary>What the forge says of the project is none of its API's.</summary>
    /// <param name="How">The end of the sentence.</param>
    public sealed record ProjectOdd(string How) : MirrorFault(
        "project-odd", $"the project, as the forge describes it, {How}", "look at it in the forge's own pages, and save its description anew", false);

    /// <summary>An address that is not fetched from.</summary>
    /// <param name="Mistake">The end of the sentence, cause and cure.</param>
    /// <param name="Place">Where the forge has it.</param>
    public sealed record UpstreamRefused(string Mistake, string Place) : MirrorFault(
        "upstream-refused", $"the upstream in the project's description {Mistake}", $"change it in {Place}", false);

    /// <summary>A refspec that renames, leaves branches and tags, or is an option of git.</summary>
    /// <param name="Mistake">The end of the sentence, cause and cure.</param>
    /// <param name="Place">Where the forge has it.</param>
    public sealed record RefspecRefused(string Mistake, string Place) : MirrorFault(
        "refspec-refused", $"a refspec in the project's description {Mistake}", $"change it in {Place}", false);

    /// <summary>A path that makes no name.</summary>
    /// <param name="Name">What it would be.</param>
    /// <param name="Mistake">The end of the sentence.</param>
    public sealed record NameRefused(string Name, string Mistake) : MirrorFault("name-refused", $"the project's path makes '{Name}', which {Mistake}", "change the project's path", false);

    /// <summary>Two paths make one name.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Other">The project that has it.</param>
    public sealed record NameTaken(string Name, string Other) : MirrorFault(
        "name-taken", $"the project's path makes the name '{Name}', which '{Other}' has already", "change one of the two paths; names differ by more than case, and '/' becomes '--'", false);

    /// <summary>The forge gives a clone address that is on another host, or none.</summary>
    /// <param name="Host">It.</param>
    public sealed record DestinationElsewhere(string Host) : MirrorFault(
        "destination-elsewhere", $"the forge says that the project is cloned from {Host}, which is not where MIRROR_URL is, so no token is sent there", "correct MIRROR_URL, or the forge's own address in its settings", false);

    /// <summary>A fault that was written down earlier.</summary>
    /// <param name="Known">Its code.</param>
    /// <param name="Why">Its cause.</param>
    /// <param name="Then">Its cure.</param>
    public sealed record Recorded(string Known, string Why, string Then) : MirrorFault(Known, Why, Then, false);
}
