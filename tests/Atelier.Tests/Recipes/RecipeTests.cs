using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Networks.Store;
using Atelier.Recipes;

namespace Atelier.Tests.Recipes;

public sealed class RecipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RecipeTests()
    {
        foreach (var name in new[] { "photo.png", "style.png", "start.png" })
        {
            FormulaPictures.Content.Save(_folder.File(name));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_OfWhatWasSaved_GivesTheSameRecipe()
    {
        var path = _folder.File("r.json");
        var recipe = SampleRecipe.Create();
        recipe.Save(path);

        var read = Recipe.Read(path);

        // Paths are seen from the recipe; the one among the options is not the word "noise".
        Assert.Equal(Path.GetFullPath("photo größe.png"), Path.GetFullPath(read.Content.Path));
        Assert.Equal(recipe.Styles.Select(s => s.Sha256), read.Styles.Select(s => s.Sha256));
        Assert.True(read.Options.Init.IsFile);
        Assert.Equal(Path.GetFullPath("noise"), Path.GetFullPath(read.Options.Init.Name));
        Assert.Equal(recipe.Options with { Init = read.Options.Init }, read.Options);
        Assert.Equal((recipe.Writing, recipe.Result, recipe.Version), (read.Writing, read.Result, read.Version));
        Assert.Equal((recipe.Network.Name, recipe.Network.Sha256), (read.Network.Name, read.Network.Sha256));
    }

    [Fact]
    public void Json_OfEveryOption_IsThere()
    {
        var json = SampleRecipe.Create().ToJson();

        Assert.All(StylizeOption.All.Where(o => o.InRecipe && o.Name != "network"), o => Assert.Contains($"\"{o.Name}\":", json, StringComparison.Ordinal));
        Assert.DoesNotContain("save-every", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.jpg")]
    [InlineData("a.tif")]
    [InlineData("a.webp")]
    [InlineData("a.avif")]
    public void Picture_OfEveryFormat_KeepsItsRecipe(string name)
    {
        var recipe = SampleRecipe.Create() with { Writing = PictureWriteOptions.Default };
        FormulaPictures.Content.Save(_folder.File(name), new PictureWriteOptions { Recipe = recipe.ToJson() });

        Assert.Equal(recipe.ToJson(), Recipe.Read(_folder.File(name)).ToJson());
        Assert.Equal(recipe.ToJson(), PictureReader.ReadRecipe(_folder.File(name)));
    }

    [Fact]
    public void Picture_WithoutARecipe_IsRefused() =>
        Assert.Contains("holds no recipe", Assert.Throws<RecipeException>(() => Recipe.Read(_folder.File("photo.png"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Picture_ReadAndWritten_DoesNotKeepTheRecipeOfAnother()
    {
        FormulaPictures.Content.Save(_folder.File("a.png"), new PictureWriteOptions { Recipe = SampleRecipe.Create().ToJson() });

        Picture.Load(_folder.File("a.png")).Save(_folder.File("b.png"));

        Assert.Null(PictureReader.ReadRecipe(_folder.File("b.png")));
    }

    [Fact]
    public void Jpeg_WithATooLongRecipe_IsWrittenWithout()
    {
        var writing = new PictureWriteOptions { Recipe = new string('x', 70_000) };

        FormulaPictures.Content.Save(_folder.File("a.jpg"), writing);

        Assert.False(writing.CanKeepRecipe("a.jpg"));
        Assert.True(writing.CanKeepRecipe("a.png"));
        Assert.Null(PictureReader.ReadRecipe(_folder.File("a.jpg")));
    }

    [Fact]
    public void Picture_WithPathsInItsRecipe_LooksBesideItselfOnly()
    {
        var recipe = SampleRecipe.Create().ToJson()
            .Replace("\"one.png\"", "\"../../etc/one.png\"", StringComparison.Ordinal)
            .Replace("\"./noise\"", "\"/dev/zero\"", StringComparison.Ordinal);
        FormulaPictures.Content.Save(_folder.File("a.png"), new PictureWriteOptions { Recipe = recipe });

        var read = Recipe.Read(_folder.File("a.png"));

        Assert.Equal(_folder.File("one.png"), read.Styles[0].Path);
        Assert.Equal(_folder.File("zero"), read.Options.Init.Name);
    }

    [Fact]
    public void ToJson_OfFilesInFolders_DoesNotTellTheFolders()
    {
        var recipe = Recipe.For(_folder.File("photo.png"), [_folder.File("style.png")], new StylizeOptions { Network = "compact", Init = InitialPicture.File(_folder.File("start.png")) });

        Assert.DoesNotContain(Path.GetFileName(_folder.Path), recipe.ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"./start.png\"", recipe.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Checked_NothingChanged_FindsEverything()
    {
        var recipe = Saved();

        Assert.Equal("compact", recipe.Checked().Options.Network);
    }

    [Fact]
    public void Draft_OfANetworkThatWasFound_IsKeptWhereTheRecipeNamesIt()
    {
        Directory.CreateDirectory(_folder.File("networks"));
        File.WriteAllBytes(_folder.File("networks/vgg19.safetensors"), [1]);
        var store = new NetworkStore(_folder.Path);
        var found = new StylizeOptions { Network = "auto" };

        Assert.Equal(DraftChoice.Compact, RecipeOptions.Settled(found, store).Draft);
        Assert.Equal(DraftChoice.None, RecipeOptions.Settled(found with { Network = "vgg19" }, store).Draft);
        Assert.Equal(DraftChoice.None, RecipeOptions.Settled(found with { Color = ColorMode.Only }, store).Draft);
    }

    [Theory]
    [InlineData("photo.png", "content picture")]
    [InlineData("style.png", "style picture")]
    [InlineData("start.png", "picture")]
    public void Checked_PictureThatChanged_IsNamed(string name, string what)
    {
        var recipe = Saved();
        FormulaPictures.Style.Save(_folder.File(name));

        var error = Assert.Throws<RecipeException>(() => recipe.Checked());
        List<string> warnings = [];
        recipe.Checked(m => warnings.Add(m.ToString()));

        Assert.All([error.Message, Assert.Single(warnings)], m => Assert.Contains($"{what} '{_folder.File(name)}' has changed", m, StringComparison.Ordinal));
        Assert.Contains("AllowChanges", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checked_PictureThatIsGone_IsRefusedInAnyCase()
    {
        var recipe = Saved();
        File.Delete(_folder.File("style.png"));

        Assert.Contains("does not exist", Assert.Throws<RecipeException>(() => recipe.Checked(_ => { })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checked_NetworkThatChanged_IsNamed()
    {
        var recipe = Saved() with { Network = new RecipeNetwork("mine", _folder.File("photo.png"), SampleRecipe.Sum) };

        var error = Assert.Throws<RecipeException>(() => recipe.Checked(store: new NetworkStore(_folder.Path)));

        Assert.Contains("network", error.Message, StringComparison.Ordinal);
        Assert.Contains("photo.png", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[1, 2]")]
    [InlineData("{}")]
    [InlineData("{\"recipe\": \"1\"}")]
    [InlineData("{\"recipe\": 1, \"recipe\": 1}")]
    [InlineData("{\"recipe\": 1, \"a\": [[[[[[[[[[1]]]]]]]]]]}")]
    [InlineData("{\"recipe\": 1, \"atelier\": \"0.1.0\", \"content\": {\"file\": \"a")]
    public void Read_OfWhatIsNoRecipe_SaysSoInOneLine(string text)
    {
        File.WriteAllText(_folder.File("r.json"), text);

        var error = Assert.Throws<RecipeException>(() => Recipe.Read(_folder.File("r.json")));

        Assert.DoesNotContain('\n', error.Message);
        Assert.Contains("r.json' is no", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"recipe\":1", "\"recipe\":2", "format 2")]
    [InlineData("\"recipe\":1", "\"recipe\":1e99", "format 1e99")]
    [InlineData("\"atelier\":\"", "\"atelier\":\"999.", "newer than this")]
    [InlineData("\"content\":", "\"stroke\":1,\"content\":", "unknown field \"stroke\"")]
    [InlineData("\"seed\":7", "\"seed\":7,\"stroke\\u0007\":3", "unknown field \"options.stroke?\"")]
    [InlineData("\"seed\":7", "\"seed\":-7", "options.seed: expected a whole number from 0 to 2147483647, not \"-7\"")]
    [InlineData("\"seed\":7", "\"seed\":\"7\"", "options.seed: expected a whole number")]
    [InlineData("\"seed\":7", "\"seed\":null", "options.seed: expected a whole number")]
    [InlineData("\"seed\":7,", "\"seed\":-7,\"stroke\":3,", "not \"-7\"; unknown field \"options.stroke\"")]
    [InlineData("\"steps\":\"3,2\"", "\"steps\":\"many\"", "options.steps: expected a number of steps, or one a scale such as 300,200,100, not \"many\"")]
    [InlineData("\"gatys\"", "\"Gatys\"", "options.normalization: expected reference, mean, gatys, not")]
    [InlineData("\"one.png\"", "\"\\ud800\"", "no usable recipe")]
    [InlineData("\"./noise\"", "\" \"", "options.init: expected content, noise, style or a picture file, not \" \"")]
    [InlineData("\"content\":{", "\"contents\":{", "content: expected an object, found nothing")]
    [InlineData("\"sha256\":\"bb", "\"sha256\":\"BB", "styles[1].sha256: expected the file's SHA-256")]
    [InlineData("\"one.png\"", "\"//server/one.png\"", "expected a path on this machine")]
    [InlineData("\"quality\":71", "\"quality\":0", "writing.quality: expected a whole number from 1 to 100, not \"0\"")]
    [InlineData("\"time-up\"", "\"lunch\"", "result.stopped: expected finished, time-up, cancelled")]
    public void Read_OfARecipeWithAFault_NamesIt(string from, string to, string expected)
    {
        var json = SampleRecipe.Create().ToJson();
        Assert.Contains(from, json, StringComparison.Ordinal);
        File.WriteAllText(_folder.File("r.json"), json.Replace(from, to, StringComparison.Ordinal));

        var error = Assert.Throws<RecipeException>(() => Recipe.Read(_folder.File("r.json")));

        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Doubts_OfARunThatWasEnded_SaySo() =>
        Assert.Contains("ended before its last step", Assert.Single(SampleRecipe.Create().Doubts), StringComparison.Ordinal);

    private Recipe Saved()
    {
        var options = new StylizeOptions { Network = "compact", Init = InitialPicture.File(_folder.File("start.png")) };
        Recipe.For(_folder.File("photo.png"), [_folder.File("style.png")], options).Save(_folder.File("r.json"));
        return Recipe.Read(_folder.File("r.json"));
    }
}
