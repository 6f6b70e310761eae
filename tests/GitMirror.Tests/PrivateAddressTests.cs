using System.Net;
using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class PrivateAddressTests
{
    [Theory]
    [InlineData("::7f00:1")]
    [InlineData("::10.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:0:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("64:ff9b:1::808:808")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("2001:0:a00:1::1")]
    [InlineData("2001:0:808:808:0:0:f5ff:fffe")]
    [InlineData("192.88.99.1")]
    [InlineData("fe80::1%3")]
    [InlineData("127.0.0.1")]
    public void An_address_that_is_private_or_wraps_a_private_one_is_private(string address) => Assert.True(PrivateAddresses.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2002:808:808::1")]
    [InlineData("2001:0:808:808:0:0:f7f7:f7f7")]
    [InlineData("2001:db9::1")]
    public void A_public_address_is_public(string address) => Assert.False(PrivateAddresses.Contains(IPAddress.Parse(address)));
}
