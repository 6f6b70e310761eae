namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>A pipeline schedule of GitLab.</summary>
internal sealed record FakeSchedule(int Id, string Ref, bool Active);
