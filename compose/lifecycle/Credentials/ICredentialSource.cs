namespace RegistryJanitor.Lifecycle.Credentials;

/// <summary>A place that credentials are found in.</summary>
internal interface ICredentialSource
{
    /// <summary>All that it knows.</summary>
    IEnumerable<RegistryCredential> All { get; }

    /// <summary>Who we are to a registry; null: it does not know.</summary>
    /// <param name="registry">In the spelling of <see cref="References.RegistryHost.Canonical"/>.</param>
    RegistryCredential? For(string registry);
}
