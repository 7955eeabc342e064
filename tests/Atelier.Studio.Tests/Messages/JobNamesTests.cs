using Atelier.Studio.Messages;

namespace Atelier.Studio.Tests.Messages;

public sealed class JobNamesTests
{
    [Fact]
    public void Message_OfAFileAndAnOption_NamesNeitherFolderNorDashes()
    {
        var message = new Message("some-code", $"{new FileName("/srv/atelier/photo.png")} does not fit {new OptionName("style-size")}");

        Assert.Equal(new Notice("some-code", "'photo.png' does not fit style-size"), Notices.Of(message));
    }

    [Fact]
    public void WayToInstallANetwork_IsTheCommands() =>
        Assert.Equal("'atelier networks pull vgg19'", JobNames.Instance.NameStoreAction("pull", "vgg19"));

    [Theory]
    [InlineData("/srv/atelier/files/ab/abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789", "'abcdef01…'")]
    [InlineData("/srv/atelier/files/", "'files'")]
    [InlineData("photo.png", "'photo.png'")]
    public void File_OfTheServer_IsItsLastName(string path, string name) => Assert.Equal(name, JobNames.Instance.NameFile(path));
}
