namespace RegistryJanitor.BuildRunner.Engines.Kaniko;

/// <summary>How kaniko finds out what an instruction has changed: <c>BUILD_KANIKO_PROFILE</c>.</summary>
public enum KanikoProfile
{
    /// <summary>By content, after every instruction: nothing is lost.</summary>
    Safe = 0,

    /// <summary>
    /// <c>--snapshot-mode=redo --use-new-run --single-snapshot</c>: one layer, found by time, size and owner. Lost are edits of a file of the base image that keep its
    /// size and time, and layers that are shared or cached between builds. (Without <c>--single-snapshot</c> deletions of files of the base image would be lost, too.)
    /// </summary>
    Fast,
}
