using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Atelier.Studio.Messages;

namespace Atelier.Studio.Tests.Messages;

public sealed class MessageWordsTests
{
    [Fact]
    public void Words_OfEveryCode_StandInAMessageThatIsBuiltIn()
    {
        // The table's own texts are built in too; where a message had the very same, the compiler would keep one of the two.
        var texts = new[] { typeof(Stylizer).Assembly, typeof(StudioServer).Assembly }.SelectMany(Texts).Where(t => MessageWords.All.All(m => m.Words != t)).ToHashSet();

        Assert.All(MessageWords.All, message => Assert.Contains(texts, t => t.Contains(message.Words, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("The content picture is 8×8 pixels, the network needs at least 16 a side; give a larger picture.", "picture-too-small")]
    [InlineData("A run at 9000×9000 needs at least 20 GiB of memory", "too-little-memory")]
    [InlineData("Something that nobody foresaw.", null)]
    public void Code_OfAMessage_IsThatOfItsWords(string message, string? code)
    {
        Assert.Equal(code, MessageWords.Of(message));
        Assert.Equal(code is null ? null : $"urn:atelier:problem:{code}", MessageWords.TypeOf(message));
    }

    // Every text in an assembly's code; those of interpolated strings are in pieces.
    private static IEnumerable<string> Texts(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        for (var at = MetadataTokens.UserStringHandle(1); !at.IsNil; at = metadata.GetNextHandle(at))
        {
            yield return metadata.GetUserString(at);
        }
    }
}
