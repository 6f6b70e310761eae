namespace RegistryJanitor.Lifecycle.Credentials;

/// <summary>How a registry is shown who we are.</summary>
public enum CredentialKind
{
    /// <summary>A name with a password, or with a token that a registry takes for one: HTTP basic authentication.</summary>
    Password,

    /// <summary>A token that is shown to the registry itself, as it is: <c>Authorization: Bearer</c>.</summary>
    Bearer,

    /// <summary>A token that the registry's token server takes for a new one (OAuth2 refresh token; docker's <c>identitytoken</c>).</summary>
    Identity,
}
