namespace RegistryJanitor.Lifecycle.Dependencies;

/// <summary>How an image is used to build another.</summary>
public enum BaseKind
{
    /// <summary><c>FROM</c>.</summary>
    From,

    /// <summary><c>COPY --from=</c>.</summary>
    Copy,
}
