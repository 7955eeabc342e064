using System.Text;
using Atelier.Cli.Evaluating;
using Atelier.Cli.Reporting;

namespace Atelier.Cli.Tests.Evaluating;

public class EvaluationJsonTests
{
    private static readonly EvaluationResult Result = new(
        "vgg19",
        640,
        480,
        new Dictionary<string, double> { ["relu4_2"] = 1.5 },
        new Dictionary<string, double> { ["relu1_1"] = 0.25, ["relu2_1"] = 0.125 },
        0.5,
        0.0625);

    [Fact]
    public void Write_HasExactlyTheFieldsPromised()
    {
        using var stream = new MemoryStream();

        JsonLine.Write(stream, JsonLine.Of(Result));

        Assert.Equal(
            """{"network":"vgg19","width":640,"height":480,"content":{"relu4_2":1.5},"style":{"relu1_1":0.25,"relu2_1":0.125},"tv":{"l1":0.5,"l2":0.0625}}""" + "\n",
            Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Table_HasALineForEachLoss()
    {
        using var writer = new StringWriter();

        EvaluateCommand.WriteTable(Result, writer);

        Assert.Equal(6, writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
