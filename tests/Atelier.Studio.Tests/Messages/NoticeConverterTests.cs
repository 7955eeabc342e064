using System.Text.Json;
using Atelier.Studio.Messages;

namespace Atelier.Studio.Tests.Messages;

public sealed class NoticeConverterTests
{
    private static readonly JsonSerializerOptions Options = new(StudioJson.Options) { Converters = { new NoticeConverter() } };

    [Fact]
    public void Notice_ThatIsKept_IsReadAsItWas()
    {
        Notice[] notices = [new("code", "text"), new(null, "another")];

        Assert.Equal(notices, JsonSerializer.Deserialize<Notice[]>(JsonSerializer.Serialize(notices, Options), Options)!);
    }

    [Fact]
    public void Notice_OfAnEarlierVersion_IsItsText() =>
        Assert.Equal([new Notice(null, "Spots: there are some")], JsonSerializer.Deserialize<Notice[]>("""["Spots: there are some"]""", Options)!);
}
