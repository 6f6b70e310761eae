namespace RegistryJanitor;

/// <summary>In what order repositories, or the tags of one, are listed.</summary>
internal enum ListOrder
{
    /// <summary>By name; tags newest push first.</summary>
    Name,

    /// <summary>The biggest first.</summary>
    Size,

    /// <summary>The one whose last push is the longest ago first; what has no tag before all.</summary>
    Age,

    /// <summary>The most tags first.</summary>
    Tags,
}
