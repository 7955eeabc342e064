using System.Text;
using System.Text.Json;
using Atelier.Cli.Reporting;

namespace Atelier.Cli.Tests.Reporting;

public class JsonReportTests
{
    [Fact]
    public void Progress_IsOneObjectALine()
    {
        var json = Assert.Single(Lines(r => r.Watch(() =>
        {
            r.Report(SyntheticRun.Progress());
            return SyntheticRun.Result();
        })));

        Assert.Equal(
            """{"type":"progress","scale":2,"scales":3,"width":256,"height":192,"step":34,"steps":150,"losses":{"total":1.25,"content":0.75,"style":0.5,"tv":0.0625,"range":null,"preview":0},"fraction":0.41,"elapsed":31.5,"remaining":65}""",
            json);
    }

    [Fact]
    public void Done_HasEveryFieldAndTheWarningsOfReadingToo()
    {
        var line = Assert.Single(Lines(r =>
        {
            r.Warn(new Message("transparency-lost", $"transparent: give {new OptionName("output")} a .png", "output"));
            r.Done("größe.png", SyntheticRun.Result(StopReason.TimeUp));
        }));

        using var json = JsonDocument.Parse(line);
        string[] expected = ["type", "output", "width", "height", "seconds", "steps", "strength", "stopped", "losses", "network", "draft", "engine", "peak_memory_bytes", "warnings"];
        Assert.Equal(expected, json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("time_up", json.RootElement.GetProperty("stopped").GetString());
        Assert.Equal(
            """[{"code":"transparency-lost","option":"output","text":"transparent: give --output a .png"},{"code":"steps-rejected","option":null,"text":"a step was taken back"}]""",
            json.RootElement.GetProperty("warnings").GetRawText());
        Assert.True(json.RootElement.GetProperty("peak_memory_bytes").GetInt64() > 1 << 20);
        Assert.Contains("größe.png", line);
    }

    private static string[] Lines(Action<IRunReport> use)
    {
        using var stream = new MemoryStream();
        var report = new JsonReport(stream);
        use(report);
        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
