using Atelier.Networks;
using Atelier.Networks.Catalogue;
using Atelier.Networks.Store;
using Atelier.Networks.Weights;
using Atelier.Tests.Networks.Weights;

namespace Atelier.Tests.Networks.Store;

public class NetworkStoreTests : StoreFixture
{
    [Fact]
    public void Import_EveryFormat_GivesTheSameNetwork()
    {
        KerasTests.WriteKeras(Folder.File("A Keras file.h5"), TinyWeights.Weights, "_W_1:0", "_b_1:0");
        var files = new[]
        {
            Folder.File("A Keras file.h5"),
            Folder.Write("zip.pth", TorchFiles.Zip(TorchFiles.Tiny())),
            Folder.Write("stream.pth", Published),
            TinyWeights.WriteSafetensors(Folder.File("safe.safetensors"), metadata: []),
        };

        var imported = files.Select(f => Store().Import(f, input: InputConventionName.Rgb01)).ToArray();

        Assert.Equal(["a-keras-file", "zip", "stream", "safe"], imported.Select(i => i.Name));
        Assert.Single(imported.Select(i => i.Sha256).Distinct());
        Assert.All(imported, i => Assert.Equal(InputConvention.Rgb01, i.Convention));
        Assert.Equal(files, imported.Select(i => i.Source));
        Assert.Equal([null, null, null, null], Store().Verify().Select(o => o.Fault));
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("line\n")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Import_BadName_IsRefused(string name)
    {
        var file = TinyWeights.WriteSafetensors(Folder.File("x"));
        Assert.Contains("no name for a network", Assert.Throws<NetworkException>(() => Store().Import(file, name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_NameTakenOrReserved_IsRefused()
    {
        var file = TinyWeights.WriteSafetensors(Folder.File("x"));
        Store().Import(file, "mine");

        Assert.Contains("installed already", Assert.Throws<NetworkException>(() => Store().Import(file, "mine")).Message, StringComparison.Ordinal);
        Assert.All(["auto", "compact"], n => Assert.Contains("reserved", Assert.Throws<NetworkException>(() => Store().Import(file, n)).Message, StringComparison.Ordinal));
        Assert.Contains("not the published vgg19", Assert.Throws<NetworkException>(() => Store().Import(file, "vgg19")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_LeanNetworkOfAnotherMachine_KeepsItsLicenceUnderANameOfItsOwn()
    {
        var metadata = TinyWeights.Metadata();
        (metadata["licence"], metadata["citation"]) = ("CC0", "nobody");
        var imported = Store().Import(TinyWeights.WriteSafetensors(Folder.File("vgg19.safetensors"), metadata: metadata));
        Assert.Equal(("vgg19-import", "CC0", "nobody"), (imported.Name, imported.Licence, imported.Citation));
    }

    [Fact]
    public void Verify_Damage_SaysWhatIsWrongWithWhich()
    {
        var file = TinyWeights.WriteSafetensors(Folder.File("x"));
        var flipped = Store().Import(file, "flipped").Path;
        var cut = Store().Import(file, "cut").Path;
        Store().Import(file, "good");
        var bytes = File.ReadAllBytes(flipped);
        bytes[^1] ^= 1;
        File.WriteAllBytes(flipped, bytes);
        File.WriteAllBytes(cut, bytes[..^1]);

        var outcomes = Store().Verify().ToDictionary(o => o.Name, o => o.Fault?.ToString());

        Assert.Contains("SHA-256", outcomes["flipped"], StringComparison.Ordinal);
        Assert.Contains("cut short", outcomes["cut"], StringComparison.Ordinal);
        Assert.Null(outcomes["good"]);
        Assert.Contains("cut short", Store().Installed().Single(n => n.Name == "cut").Fault!.ToString(), StringComparison.Ordinal);
        Assert.Throws<NetworkException>(() => Store().Verify("none"));
    }

    [Fact]
    public void Import_FileOfAReservedName_GetsAnother() =>
        Assert.Equal("compact-import", Store().Import(TinyWeights.WriteSafetensors(Folder.File("Compact.safetensors"))).Name);

    [Fact]
    public void Resolve_NothingInstalled_IsTheEmbeddedNetworkWithANote()
    {
        var found = Store().Resolve();

        Assert.Equal("compact", found.Name);
        Assert.Null(found.Path);
        Assert.Equal(
            "No VGG-19 is installed: painting with the embedded network 'compact'; NetworkStore.PullAsync (80 MB) gets the finer one.",
            Assert.IsType<Message>(found.Note).ToString());
        Assert.Equal(found, Store().Resolve("auto"));
        Assert.Equal(found, Store(new() { ["ATELIER_NETWORK"] = "auto" }).Resolve());
    }

    [Fact]
    public void Resolve_AutoOrCompact_GoesByWhatIsAskedForFirst()
    {
        var mine = new NetworkFile("mine", Store().Import(TinyWeights.WriteSafetensors(Folder.File("x")), "mine").Path);
        var compact = new NetworkFile("compact", null);
        File.WriteAllText(Path.Combine(Store().Folder, "compact.safetensors"), "an impostor");

        Assert.Equal(mine with { IsPreferred = true }, Store().Resolve("auto"));
        Assert.Equal(compact, Store().Resolve("compact"));
        Assert.Equal(compact, Store(new() { ["ATELIER_NETWORK"] = "compact" }).Resolve());
        Assert.Equal(mine with { IsPreferred = true }, Store(new() { ["ATELIER_NETWORK"] = "compact" }).Resolve("auto"));
        Assert.Equal(["mine"], Store().Installed().Select(n => n.Name));
    }

    [Fact]
    public void Resolve_NothingInstalledButOneNeeded_NamesTheWaysToGetOne()
    {
        var message = Assert.Throws<NetworkException>(() => Store().Resolve("auto", orEmbedded: false)).Message;
        Assert.All(
            ["NetworkStore.PullAsync (80 MB, CC BY 4.0)", "NetworkStore.Import", "Network FILE"],
            text => Assert.Contains(text, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Resolve_NameOrFile_FindsIt()
    {
        var file = TinyWeights.WriteSafetensors(Folder.File("some.safetensors"));
        var imported = Store().Import(file, "mine");

        Assert.Equal(new NetworkFile("mine", imported.Path), Store().Resolve("mine"));
        Assert.Equal(new NetworkFile("mine", imported.Path) { IsPreferred = true }, Store().Resolve());
        Assert.Equal(new NetworkFile("some", file), Store().Resolve(file));
        Assert.Equal(new NetworkFile("some", file), Store(new() { ["ATELIER_NETWORK"] = file }).Resolve());
        Assert.Contains("vgg19-torchvision is not installed; fetch it with NetworkStore.PullAsync", Fault("vgg19-torchvision"), StringComparison.Ordinal);
        Assert.Contains("installed: mine", Fault("other"), StringComparison.Ordinal);
        Assert.Contains("no such weights file", Fault("no/such"), StringComparison.Ordinal);
        Assert.Contains("no such weights file", Fault("such.h5"), StringComparison.Ordinal);

        string Fault(string name) => Assert.Throws<NetworkException>(() => Store().Resolve(name)).Message;
    }

    [Fact]
    public void Resolve_SeveralInstalled_PrefersTheCataloguesOrder()
    {
        var file = TinyWeights.WriteSafetensors(Folder.File("x"));
        Store().Import(file, "a");
        File.Copy(file, Path.Combine(Store().Folder, "vgg19-torchvision.safetensors"));
        Assert.Equal("vgg19-torchvision", Store().Resolve().Name);
        File.Copy(file, Path.Combine(Store().Folder, "vgg19.safetensors"));
        Assert.Equal("vgg19", Store().Resolve().Name);
    }

    [Fact]
    public void DefaultFolder_GoesByTheEnvironment()
    {
        Assert.Equal("/h", StoreFolder.Default(n => n == "ATELIER_HOME" ? "/h" : "/other"));
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal("/c/atelier", StoreFolder.Default(n => n == "XDG_CACHE_HOME" ? "/c" : null));
            Assert.Equal("/u/.cache/atelier", StoreFolder.Default(n => n == "HOME" ? "/u" : n == "XDG_CACHE_HOME" ? "relative" : null));
        }
    }

    [Fact]
    public void Catalogue_Entries_CanBeNamedAndFetched() => Assert.All(NetworkCatalogue.Entries, e =>
    {
        Assert.True(NetworkName.IsValid(e.Name));
        Assert.Equal(e, NetworkCatalogue.Find(e.Name));
        Assert.All(e.Urls, u => Assert.Equal("https", u.Scheme));
        Assert.Equal(e.Checksum.Algorithm == ChecksumAlgorithm.Md5 ? 32 : 64, e.Checksum.Value.Length);
    });

    [Fact]
    public void Import_RealNetwork_IsKeptAndVerified()
    {
        var store = new NetworkStore(Folder.Path);
        var installed = store.Import(SharedFolder.Require("weights/vgg19-caffe.safetensors"));
        Assert.Equal(("vgg19-caffe", InputConvention.Bgr255), (installed.Name, installed.Convention));
        Assert.True(store.Verify("vgg19-caffe").Single().Passed);
    }
}
