global using RegistryJanitor.Oci;
