using System.Reflection;
using Atelier.Networks.Store;

namespace Atelier.Tests.Messages;

public sealed class MessageTests
{
    private static readonly Message Nested = new(MessageCodes.FileUnreadable, $"{new FileName("/home/me/a.png")} cannot be read", "continue");

    [Fact]
    public void ToString_ForTheLibrary_NamesPropertiesAndPaths()
    {
        var message = new Message(MessageCodes.Failed, $"Give a smaller {new OptionName("style-size")} than {1.5}: {Nested}.");

        Assert.Equal("Give a smaller StyleSize than 1.5: '/home/me/a.png' cannot be read.", message.ToString());
    }

    [Fact]
    public void ToString_ForAProgram_UsesItsNamesInNestedMessagesToo()
    {
        var message = new Message(MessageCodes.Failed, $"Give {new OptionName("style-size")}: {Nested}.");

        Assert.Equal("Give <style-size>: [a.png] cannot be read.", message.ToString(new BracketNames()));
    }

    [Theory]
    [InlineData("pull")]
    [InlineData("import")]
    [InlineData("verify")]
    public void ToString_ActionOfTheStore_IsAMethodThatUsersOfTheLibraryHave(string action) =>
        Assert.Contains(
            new StoreAction(action, "").ToString(),
            typeof(NetworkStore).GetMethods(BindingFlags.Public | BindingFlags.Instance).Select(m => $"{nameof(NetworkStore)}.{m.Name}"));

    [Fact]
    public void ToString_FileWithControlCharacters_IsOneLine()
    {
        Assert.Equal("'a?b' is empty.", new Message(MessageCodes.NotAPicture, $"{new FileName("a\nb")} is empty.").ToString());
    }

    [Fact]
    public void OptionsException_OneFault_HasItsCodeAndOption()
    {
        var error = new OptionsException(new Message(MessageCodes.OptionInvalid, $"{new OptionName("size")} must be larger", "size"));

        Assert.Equal("Size must be larger.", error.Message);
        Assert.Equal((MessageCodes.OptionInvalid, "size"), (error.Code, error.Option));
    }

    [Fact]
    public void OptionsException_SeveralFaults_AreOneLineWithoutAnOption()
    {
        var error = new OptionsException(
            new Message(MessageCodes.OptionInvalid, $"{new OptionName("size")} is too large", "size"),
            new Message(MessageCodes.OptionInvalid, $"{new OptionName("steps")} {{is}} wrong", "steps"));

        Assert.Equal("Size is too large; Steps {is} wrong.", error.Message);
        Assert.Null(error.Option);
    }

    [Fact]
    public void Codes_AllOfThem_AreDifferentWordsOfLowerCase()
    {
        string[] codes = [.. typeof(MessageCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetValue(null)!)];

        Assert.NotEmpty(codes);
        Assert.Equal(codes, codes.Distinct());
        Assert.All(codes, code => Assert.Matches("^[a-z]+(-[a-z]+)*$", code));
    }

    private sealed class BracketNames : MessageNames
    {
        public override string NameOption(string name) => $"<{name}>";

        public override string NameFile(string path) => $"[{Path.GetFileName(path)}]";
    }
}
