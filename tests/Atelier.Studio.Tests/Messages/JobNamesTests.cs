using Atelier.Studio.Messages;

namespace Atelier.Studio.Tests.Messages;

public sealed class JobNamesTests
{
    [Fact]
    public void Message_OfAFileAndAnOption_NamesNeitherFolderNorDashes()
    {
        var message = new Message("some-code", $"{new FileName("/srv/atelier/photo.png")} does not fit {new OptionName("style-size")}");

        Assert.Equal(new Notice("some-code", "'photo.png' does not fit style-size"), JobNames.Notice(message));
    }

    [Theory]
    [InlineData("pull", "vgg19", "'atelier networks pull vgg19'")]
    [InlineData("verify", "", "'atelier networks verify'")]
    public void StoreAction_OfAnError_IsTheCommands(string action, string argument, string text) =>
        Assert.Equal(text, JobNames.Instance.NameStoreAction(action, argument));

    [Theory]
    [InlineData("/srv/atelier/files/ab/abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789", "'abcdef01…'")]
    [InlineData("/srv/atelier/files/", "'files'")]
    [InlineData("photo.png", "'photo.png'")]
    public void File_OfTheServer_IsItsLastName(string path, string name) => Assert.Equal(name, JobNames.Instance.NameFile(path));
}
