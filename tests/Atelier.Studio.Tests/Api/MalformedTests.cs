using System.Text;
using Atelier.Studio.Load;

namespace Atelier.Studio.Tests.Api;

/// <summary>Requests that are wrong or odd in some way, whatever they accept: the client's fault is never the studio's.</summary>
public sealed class MalformedTests
{
    private const int Requests = 2000;
    private const int AtOnce = 32;

    // Kestrel's answer to versions of HTTP that do not exist: the standard has no other.
    private const int NotSupportedVersion = 505;

    [Fact]
    public async Task Requests_ThatAreWrong_AreRefusedAsTheClientsFault()
    {
        await using var host = await StudioHost.Start();
        var kinds = WrongRequests.All(host.Address.Authority, TinyPng.Of(64, 64, seed: 1));

        AssertNone((await Answers(host, kinds)).Where(a => a.Status is < 400 or >= 500));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requests_ThatAreOdd_AreNoFaultOfTheStudio(bool withKeys)
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(s => withKeys ? s with { Keys = ["a key of the tests"] } : s, engine.Run);
        var job = withKeys ? "none" : await Painted(host, engine);
        var kinds = OddRequests.All(host.Address.Authority, job);

        AssertNone((await Answers(host, kinds)).Where(a => a.Status is 0 or (>= 500 and not NotSupportedVersion)));
    }

    [Fact]
    public async Task Options_WithAnyText_AreTakenOrRefused()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(engine: engine.Run);
        var request = await host.SmallJob();
        var options = (await host.Client.GetOptionsAsync()).Options.Select(o => o.Name).Append("unknown").ToArray();
        string[] values =
        [
            "", " ", "-1", "0", "1e999", "-1e999", "NaN", "99999999999999999999", "2,5", "1,2,3", "0x10", "true", "null", "../../etc/passwd", "\0", "\ud800", "½", new string('9', 400), "1:2:3",
            "auto", "1;1", ",,,", "2147483647", "-2147483648", "1e-320",
        ];

        foreach (var option in options)
        {
            foreach (var value in values)
            {
                try
                {
                    await host.Client.CreateAsync(request with { Options = new Dictionary<string, string> { [option] = value } });
                }
                catch (StudioException refusal)
                {
                    Assert.True((int)refusal.Status is 400, $"{option}={value}: {refusal.Status}");
                }
            }
        }
    }

    private static void AssertNone(IEnumerable<(string Kind, string Request, int Status)> answers) =>
        Assert.True(!answers.Any(), string.Join('\n', answers.DistinctBy(a => (a.Kind, a.Status)).Select(a => $"{a.Kind}: {a.Status} to {a.Request}")));

    private static async Task<string> Painted(StudioHost host, HandEngine engine)
    {
        var id = (await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id;
        engine.Step();
        return (await host.Client.WaitAsync(id)).Id;
    }

    private static async Task<(string Kind, string Request, int Status)[]> Answers(StudioHost host, IReadOnlyList<(string Kind, Func<Random, byte[]> Make)> kinds)
    {
        var answers = new (string Kind, string Request, int Status)[Requests];
        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (i, end) =>
        {
            var random = new Random(i);
            var (kind, make) = kinds[i % kinds.Count];
            var request = OddRequests.WithAccept(make(random), random);
            answers[i] = (kind, Encoding.Latin1.GetString(request.AsSpan(0, Math.Min(300, request.Length))), await RawRequest.Send(host.Address, request, end));
        });
        return answers;
    }
}
