using System.Text.Json.Nodes;
using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Recipes;

namespace Atelier.Tests.Recipes;

/// <summary>The text of recipes as it was written in November 2026: it must still be read, and written to the byte.</summary>
public sealed class RecipeGoldenTests : IDisposable
{
    private const string A = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    private const string EverythingJson = $$"""
        {
          "recipe": 1,
          "atelier": "0.1.0",
          "content": {
            "file": "photo größe.png",
            "sha256": "{{A}}"
          },
          "styles": [
            {
              "file": "styles/one.png",
              "sha256": "{{A}}"
            },
            {
              "file": "../two.png",
              "sha256": "{{B}}"
            }
          ],
          "regions": [
            {
              "mask": {
                "file": "mask.png",
                "sha256": "{{A}}"
              },
              "styles": [
                {
                  "file": "three.png",
                  "sha256": "{{A}}"
                }
              ],
              "style-mask": {
                "file": "star.png",
                "sha256": "{{A}}"
              }
            },
            {
              "mask": {
                "file": "sky.png",
                "sha256": "{{A}}"
              },
              "styles": [
                {
                  "file": "4.png",
                  "sha256": "{{A}}"
                },
                {
                  "file": "5.png",
                  "sha256": "{{A}}"
                }
              ]
            }
          ],
          "files": [
            {
              "file": "first.png",
              "sha256": "{{A}}"
            },
            {
              "file": "preview.png",
              "sha256": "{{A}}"
            }
          ],
          "network": {
            "name": "mine",
            "file": "nets/mine.safetensors",
            "sha256": "{{A}}"
          },
          "options": {
            "size": 640,
            "style-size": 300,
            "style-scale": "0.5",
            "elsewhere": "keep",
            "match-size": "layerwise",
            "fit": "stretch",
            "init": "./first.png",
            "continue": "previews/preview.png",
            "seed": 7,
            "color": "luminance",
            "color-match": "histogram",
            "strength": 40.5,
            "content-weight": 1000000000000,
            "style-weight": 30.25,
            "stroke-weight": 4,
            "style-weights": "3,1.5",
            "tv-weight": 1E-05,
            "tv-norm": "l2",
            "range-weight": 3,
            "preview-weight": 0.2,
            "content-layers": "relu3_1:2",
            "content-loss": "self-similarity",
            "style-layers": "relu1_1:0.5,relu2_1",
            "style-loss": "moments",
            "normalization": "gatys",
            "optimizer": "adam",
            "history-size": 20,
            "learning-rate": 0.05,
            "steps": "30,20",
            "scales": 3,
            "scale-factor": 1.4142135623730951,
            "until": 0.5,
            "time": 10,
            "draft": "none",
            "network-input": "rgb01",
            "pooling": "avg-rescaled",
            "padding": "zero",
            "device": "cuda:1",
            "precision": "bfloat16",
            "tile": 512,
            "no-guard": true
          },
          "writing": {
            "quality": 71,
            "bit-depth": 16,
            "metadata": "none"
          },
          "result": {
            "width": 100,
            "height": 75,
            "steps": 5,
            "stopped": "time-up",
            "engine": "cpu, \"float32\"",
            "strength": 61.5,
            "balance": 0.03
          }
        }
        """;

    private const string PlainJson = $$"""
        {
          "recipe": 1,
          "atelier": "0.1.0",
          "content": {
            "file": "photo.png",
            "sha256": "{{A}}"
          },
          "styles": [
            {
              "file": "style.png",
              "sha256": "{{A}}"
            }
          ],
          "regions": [],
          "files": [],
          "network": {
            "name": "compact",
            "sha256": "{{A}}"
          },
          "options": {
            "size": 512,
            "style-size": null,
            "style-scale": "1",
            "elsewhere": "style",
            "match-size": "none",
            "fit": "cover",
            "init": "content",
            "continue": null,
            "seed": 0,
            "color": "style",
            "color-match": "affine",
            "strength": null,
            "content-weight": 1,
            "style-weight": 30,
            "stroke-weight": 15,
            "style-weights": null,
            "tv-weight": 0.01,
            "tv-norm": "l1",
            "range-weight": 1,
            "preview-weight": 0.1,
            "content-layers": "relu3_1,relu4_2",
            "content-loss": "features",
            "style-layers": "relu1_1,relu2_1,relu3_1,relu4_1:3",
            "style-loss": "gram",
            "normalization": "reference",
            "optimizer": "lbfgs",
            "history-size": 100,
            "learning-rate": 0.02,
            "steps": "100,60,45,45,40,40,30",
            "scales": null,
            "scale-factor": 2,
            "until": null,
            "time": null,
            "draft": "auto",
            "network-input": null,
            "pooling": "max",
            "padding": "replicate",
            "device": "auto",
            "precision": "auto",
            "tile": null,
            "no-guard": false
          },
          "writing": {
            "quality": 92,
            "bit-depth": 8
          }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Recipe_OfEverything_IsWrittenAndReadAsEver()
    {
        var compact = EverythingJson.Replace("\"../", "\"", StringComparison.Ordinal).Replace("\"styles/", "\"", StringComparison.Ordinal)
            .Replace("\"nets/", "\"", StringComparison.Ordinal).Replace("\"previews/", "\"./", StringComparison.Ordinal);

        Check(EverythingJson, Everything());
        Assert.Equal(JsonNode.Parse(compact)!.ToJsonString(), Everything().ToJson());
    }

    [Fact]
    public void Recipe_OfDefaults_IsWrittenAndReadAsEver()
    {
        Check(PlainJson, Plain());
        Assert.Equal(JsonNode.Parse(PlainJson)!.ToJsonString(), Plain().ToJson());
    }

    private void Check(string json, Recipe recipe)
    {
        recipe.Save(_folder.File("written.json"));
        File.WriteAllText(_folder.File("kept.json"), json + "\n");
        var read = Recipe.Read(_folder.File("kept.json"));
        read.Save(_folder.File("again.json"));

        Assert.Equal(json + "\n", File.ReadAllText(_folder.File("written.json")));
        Assert.Equal(json + "\n", File.ReadAllText(_folder.File("again.json")));
        Assert.Equal(recipe.Options with { Network = null, Memory = null, Scratch = null, PictureEvery = 0 }, read.Options);
        Assert.Equal((recipe.Version, recipe.Writing, recipe.Result), (read.Version, read.Writing, read.Result));
        Assert.Equal((recipe.Content, recipe.Network), (read.Content, read.Network));
        Assert.Equal(recipe.Files, read.Files);
        Assert.Equal(recipe.Styles.Select(s => s.Sha256), read.Styles.Select(s => s.Sha256));
        Assert.Equal(recipe.Regions.Select(r => (r.Mask, r.StyleMask)), read.Regions.Select(r => (r.Mask, r.StyleMask)));
        Assert.Equal(recipe.Regions.SelectMany(r => r.Styles), read.Regions.SelectMany(r => r.Styles));
    }

    private Recipe Everything() => new()
    {
        Version = "0.1.0",
        Content = Named("photo größe.png"),
        Styles = [Named("styles/one.png"), Named("../two.png", B)],
        Regions =
        [
            new RecipeRegion(Named("mask.png"), [Named("three.png")], Named("star.png")),
            new RecipeRegion(Named("sky.png"), [Named("4.png"), Named("5.png")], null),
        ],
        Files = [Named("first.png"), Named("preview.png")],
        Network = new RecipeNetwork("mine", _folder.File("nets/mine.safetensors"), A),
        Options = ParsableConverterTests.Options with
        {
            Init = InitialPicture.File(_folder.File("first.png")),
            Continue = new PaintedFile(_folder.File("previews/preview.png")),
            MatchSize = MatchSize.Layerwise,
            TvWeight = 1e-5,
            ScaleFactor = Math.Sqrt(2),
            ContentWeight = 1e12,
        },
        Writing = new PictureWriteOptions { Quality = 71, BitDepth = 16, Metadata = KeptMetadata.None },
        Result = new RecipeResult(100, 75, 5, StopReason.TimeUp, "cpu, \"float32\"") { Strength = 61.5, Balance = 0.03 },
    };

    private Recipe Plain() => new()
    {
        Version = "0.1.0",
        Content = Named("photo.png"),
        Styles = [Named("style.png")],
        Network = new RecipeNetwork("compact", null, A),
        Options = new StylizeOptions(),
    };

    private RecipeFile Named(string name, string sum = A) => new(_folder.File(name), sum);
}
