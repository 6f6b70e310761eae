using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Tests.Engines;

public sealed class EngineWordsTests
{
    [Theory]
    // kaniko
    [InlineData("kaniko", 7, "run-failed", "error building image: error building stage: failed to execute command: waiting for process to exit: exit status 7")]
    [InlineData("kaniko", 1, "registry-refused", "error checking push permissions -- make sure you entered the correct tag name, and that you are authenticated correctly, and try again: checking push permission for \"r:5000/x\": creating push check transport for r:5000 failed: GET http://r:5000/v2/: UNAUTHORIZED: authentication required")]
    [InlineData("kaniko", 1, "registry-read-only", "error checking push permissions -- make sure you entered the correct tag name, and that you are authenticated correctly, and try again: checking push permission for \"r:5000/x\": POST http://r:5000/v2/x/blobs/uploads/: UNSUPPORTED: The operation is unsupported.")]
    [InlineData("kaniko", 1, "registry-unreachable", "error checking push permissions -- make sure you entered the correct tag name, and that you are authenticated correctly, and try again: checking push permission for \"r:5000/x\": creating push check transport for r:5000 failed: Get \"https://r:5000/v2/\": dial tcp: lookup r on 127.0.0.11:53: no such host")]
    [InlineData("kaniko", 1, "base-missing", "error building image: unable to complete operation after 0 attempts, last error: GET http://r:5000/v2/base/manifests/9: MANIFEST_UNKNOWN: manifest unknown")]
    [InlineData("kaniko", 1, "push-failed", "error pushing image: failed to push to destination r:5000/x:latest: something odd")]
    [InlineData("kaniko", 1, "dockerfile-error", "Error: error resolving dockerfile path: please provide a valid path to a Dockerfile within the build context with --dockerfile")]
    [InlineData("kaniko", 1, "disk-full", "error building image: error building stage: failed to take snapshot: write /kaniko/123: no space left on device")]
    [InlineData("kaniko", 1, "usage", "Error: unknown flag: --pre-cleanup")]
    [InlineData("kaniko", 137, "killed", "INFO[0001] Taking snapshot of full filesystem...")]
    // buildah, as 1.28 said it
    [InlineData("buildah", 7, "run-failed", "Error: building at STEP \"RUN exit 7\": exit status 7")]
    [InlineData("buildah", 125, "base-missing", "Error: creating build container: initializing source docker://127.0.0.1:5000/nope:1: reading manifest 1 in 127.0.0.1:5000/nope: manifest unknown: manifest unknown")]
    [InlineData("buildah", 125, "registry-unreachable", "Error: creating build container: initializing source docker://127.0.0.1:1/nope:1: pinging container registry 127.0.0.1:1: Get \"https://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused")]
    [InlineData("buildah", 125, "dockerfile-error", "Error: building at STEP \"FOO \": Build error: Unknown instruction: \"FOO\" &imagebuilder.Step{}")]
    [InlineData("buildah", 125, "dockerfile-error", "Error: building at STEP \"COPY nope /\": checking on sources under \"/ctx\": copier: stat: \"/nope\": no such file or directory")]
    // buildx
    [InlineData("buildx", 1, "run-failed", "ERROR: failed to solve: process \"/bin/sh -c exit 7\" did not complete successfully: exit code: 7")]
    [InlineData("buildx", 1, "run-failed", "ERROR: failed to solve: executor failed running [/bin/sh -c exit 7]: exit code: 7")]
    [InlineData("buildx", 1, "base-missing", "ERROR: failed to solve: 127.0.0.1:5000/nope:1: failed to resolve source metadata for 127.0.0.1:5000/nope:1: 127.0.0.1:5000/nope:1: not found")]
    [InlineData("buildx", 1, "push-failed", "ERROR: failed to solve: failed to push 127.0.0.1:5000/x:1: something odd")]
    [InlineData("buildx", 1, "engine", "ERROR: nobody has ever seen this")]
    public void The_last_line_of_an_engine_has_a_class(string engine, int code, string expected, string line)
    {
        var fault = EngineWords.Judge(engine, new ChildExit.Exited(code), ["#1 something before", line]);

        Assert.Equal(expected, fault.Class);
        Assert.DoesNotContain('\n', fault.ToString());
    }

    [Fact]
    public void What_a_RUN_says_before_the_engine_does_is_not_taken_for_its_words()
    {
        var fault = EngineWords.Judge("buildah", new ChildExit.Exited(3), ["connection refused", "403 forbidden", "Error: building at STEP \"RUN curl x\": exit status 3", "time=\"x\" level=debug msg=\"bye\""]);

        Assert.Equal(EngineWords.RunFailed, fault.Class);
        Assert.Contains("exit code 3", fault.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void An_engine_that_never_ran_or_never_ended_has_a_class_too()
    {
        Assert.Equal(EngineWords.EngineMissing, EngineWords.Judge("kaniko", new ChildExit.NotStarted("there is no file /kaniko/executor"), []).Class);
        Assert.Equal(EngineWords.TimeLimit, EngineWords.Judge("kaniko", new ChildExit.TimedOut(TimeSpan.FromHours(1)), []).Class);
        Assert.Equal(EngineWords.Other, EngineWords.Judge("kaniko", new ChildExit.Exited(1), []).Class);
    }
}
