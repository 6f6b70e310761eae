namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>The build of one platform.</summary>
/// <param name="Platform">Such as <c>linux/arm64</c>.</param>
/// <param name="Id">Of its request.</param>
public sealed record AskedPlatform(string Platform, string Id);
