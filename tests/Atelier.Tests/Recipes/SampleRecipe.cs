using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Optimization;
using Atelier.Recipes;

namespace Atelier.Tests.Recipes;

/// <summary>A recipe in which nothing has its default.</summary>
internal static class SampleRecipe
{
    public static readonly string Sum = new('a', 64);

    public static Recipe Create() => new()
    {
        Content = new RecipeFile("photo größe.png", Sum),
        Styles = [new RecipeFile("one.png", Sum), new RecipeFile("two.png", new string('b', 64))],
        Regions = [new RecipeRegion(new RecipeFile("mask.png", Sum), [new RecipeFile("three.png", Sum)], new RecipeFile("star.png", Sum))],
        Files = [new RecipeFile("noise", Sum)],
        Network = new RecipeNetwork("mine", "mine.safetensors", Sum),
        Options = StylizeOptions.For(StylizePreset.Gatys) with
        {
            Size = 100,
            StyleSize = 64,
            Init = InitialPicture.File("noise"),
            Seed = 7,
            TvWeight = 1e-5,
            ScaleFactor = Math.Sqrt(2),
            Until = 0.001,
            Time = TimeSpan.FromSeconds(1.5),
            Steps = StepSchedule.Parse("3,2"),
            NetworkInput = InputConventionName.Bgr255,
            Device = DeviceChoice.Cpu,
        },
        Writing = new PictureWriteOptions { Quality = 71, BitDepth = 16 },
        Result = new RecipeResult(100, 75, 5, StopReason.TimeUp, "cpu, float32") { Strength = 61.5, Balance = 0.03 },
    };
}
