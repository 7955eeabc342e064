using System.Text;
using System.Xml;

namespace Atelier.Imaging;

/// <summary>
/// The XMP packet that carries a recipe inside a picture file. Every format that is written here can hold
/// XMP (ISO 16684-1), and picture programs preserve it.
/// </summary>
internal static class RecipePacket
{
    /// <summary>libvips's name of the packet.</summary>
    public const string Field = "xmp-data";

    private const string Namespace = "urn:atelier:recipe#";
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const string Element = "Recipe";

    // A JPEG segment holds 65,533 bytes, of which 29 name its kind; a longer packet would cost the picture.
    private const int LongestInJpeg = 65_000;
    private const int Longest = 8 << 20;

    /// <summary>The packet of a recipe.</summary>
    public static byte[] Of(string recipe)
    {
        using var text = new StringWriter();
        text.Write("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>");
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("x", "xmpmeta", "adobe:ns:meta/");
            xml.WriteStartElement("rdf", "RDF", Rdf);
            xml.WriteStartElement("rdf", "Description", Rdf);
            xml.WriteAttributeString("rdf", "about", Rdf, "");
            xml.WriteElementString("atelier", Element, Namespace, recipe);
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        text.Write("<?xpacket end=\"r\"?>");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Whether a format has room for a packet.</summary>
    public static bool Fits(byte[] packet, PictureFormat format) =>
        packet.Length <= (format == PictureFormat.Jpeg ? LongestInJpeg : Longest);

    /// <summary>The recipe in a packet; null where there is none, or where the packet is damaged.</summary>
    public static string? Read(byte[] packet)
    {
        if (packet.Length > Longest)
        {
            return null;
        }

        // Metadata of pictures from anywhere: nothing that it declares is expanded or fetched.
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(packet), settings);
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == Element && reader.NamespaceURI == Namespace)
                {
                    return reader.ReadElementContentAsString();
                }

                // Programs that rewrite XMP may turn the element into an attribute, which means the same there.
                if (reader.NodeType == XmlNodeType.Element && reader.GetAttribute(Element, Namespace) is { } recipe)
                {
                    return recipe;
                }
            }
        }
        catch (Exception error) when (error is XmlException or ArgumentException)
        {
            // Damaged: as good as none.
        }

        return null;
    }
}
