using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using Atelier.Optimization;
using Atelier.Tests.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Tests.Optimization;

/// <summary>The optimisers on functions whose minima are known.</summary>
public class OptimizerTests
{
    [Fact]
    public void Lbfgs_ConvexQuadratic_FindsItsMinimum()
    {
        using var scope = NewDisposeScope();
        var scales = tensor(new[] { 1f, 4, 9, 30, 100, 400 }, [1, 3, 1, 2]);
        var minimum = tensor(new[] { 0.1f, -0.2f, 0.3f, 0.8f, -0.5f, 0.6f }, [1, 3, 1, 2]);
        using var optimizer = new Lbfgs(zeros(1, 3, 1, 2), 10, x => Value((scales * (x - minimum).Square()).sum().Multiply(0.5), scales * (x - minimum)));

        Run(optimizer, 40);

        Assert.True(allclose(minimum, optimizer.Image, rtol: 0, atol: 1e-3));
    }

    [Fact]
    public void Lbfgs_Rosenbrock_FindsItsMinimum()
    {
        using var scope = NewDisposeScope();
        using var optimizer = new Lbfgs(Point(-1.2f, 1), 10, Rosenbrock);

        Run(optimizer, 400);

        Assert.Equal(1, optimizer.Image[0, 0, 0, 0].item<float>(), 0.02f);
        Assert.Equal(1, optimizer.Image[0, 0, 0, 1].item<float>(), 0.04f);
    }

    [Fact]
    public void Lbfgs_EveryStep_NeverRaisesTheLoss()
    {
        using var scope = NewDisposeScope();
        using var optimizer = new Lbfgs(Point(-1.2f, 1), 5, Rosenbrock);
        var losses = new List<double>();

        for (var i = 0; i < 100 && optimizer.Step(); i++)
        {
            losses.Add(optimizer.Losses.Total);
        }

        Assert.True(optimizer.RejectedSteps > 0, "the valley is curved: some full steps must have failed");
        Assert.All(losses.Zip(losses.Skip(1)), pair => Assert.True(pair.Second <= pair.First));
    }

    [Fact]
    public void Lbfgs_ObjectiveThatChangesOnTheWay_IsFollowedThoughItsLossRises()
    {
        using var scope = NewDisposeScope();
        var minimum = Point(1, 2);
        var weight = 1f;
        using var optimizer = new Lbfgs(Point(0, 0), 10, x => Value((x - minimum).Square().sum().Multiply(weight), (x - minimum).Multiply(2).Multiply(weight)));
        Run(optimizer, 20);

        (minimum, weight) = (Point(-1, 0.5f), 10);
        optimizer.InvalidateLoss();
        Run(optimizer, 20);

        Assert.True(allclose(minimum, optimizer.Image, rtol: 0, atol: 1e-3));
    }

    [Fact]
    public void Lbfgs_StepIntoNotANumber_IsTakenBack()
    {
        using var scope = NewDisposeScope();
        using var optimizer = new Lbfgs(Point(0.5f, 0.5f), 5, x => // the logarithm has no value below 0, its minimum is at 0.01
        {
            var value = (x.Divide(0.01) - x.Divide(0.01).log()).sum();
            return Value(value, x.reciprocal().negative().Add(100));
        });

        Run(optimizer, 200);

        Assert.True(optimizer.RejectedSteps > 0);
        Assert.Equal(0.01f, optimizer.Image[0, 0, 0, 0].item<float>(), 1e-3f);
    }

    [Theory]
    [InlineData(OptimizerKind.Lbfgs)]
    [InlineData(OptimizerKind.Adam)]
    public void Step_LossNeverANumber_SaysWhichTerm(OptimizerKind kind)
    {
        using var scope = NewDisposeScope();
        using var moments = AdamMoments.For(Point(0, 0));
        EvaluateImage broken = x => (new LossValues(double.NaN, new Dictionary<string, double> { ["content"] = 1, ["style"] = double.NaN }), zeros_like(x));
        using IPixelOptimizer optimizer = kind == OptimizerKind.Lbfgs ? new Lbfgs(Point(0, 0), 5, broken) : new Adam(Point(0, 0), 0.1, moments, broken);

        var error = Assert.Throws<StylizeException>(() => Run(optimizer, 50));

        Assert.Equal((MessageCodes.Diverged, "style-weight"), (error.Code, error.Option));
        Assert.Contains("the style loss is not a finite number", error.Message, StringComparison.Ordinal);
        Assert.Contains("StyleWeight", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData(OptimizerKind.Lbfgs, 0)]
    [InlineData(OptimizerKind.Lbfgs, 3)]
    [InlineData(OptimizerKind.Adam, 0)]
    [InlineData(OptimizerKind.Adam, 3)]
    public void Step_LossFiniteButNotItsGradient_NamesTheLargestTerm(OptimizerKind kind, int goodSteps)
    {
        using var scope = NewDisposeScope();
        using var moments = AdamMoments.For(Point(0, 0));
        var steps = 0;
        EvaluateImage overflowing = x => (new LossValues(13 - (0.01 * steps), new Dictionary<string, double> { ["content"] = 1, ["style"] = 9, ["tv"] = 3 }), zeros_like(x).FillInPlace(steps++ < goodSteps ? 1 : double.PositiveInfinity));
        using IPixelOptimizer optimizer = kind == OptimizerKind.Lbfgs ? new Lbfgs(Point(0, 0), 5, overflowing) : new Adam(Point(0, 0), 0.1, moments, overflowing);

        var error = Assert.Throws<StylizeException>(() => Run(optimizer, 50));

        Assert.Equal((MessageCodes.Diverged, "style-weight"), (error.Code, error.Option));
        Assert.Contains("gradient", error.Message, StringComparison.Ordinal);
        Assert.Contains("StyleWeight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Adam_StepIntoNotANumber_GoesBackOnceToWhereItWasAndTakesSmallerSteps()
    {
        using var scope = NewDisposeScope();
        using var moments = AdamMoments.For(Point(0, 0));
        List<float> places = [];
        using var optimizer = new Adam(Point(0.5f, 0.5f), 0.1, moments, x =>
        {
            places.Add(x[0, 0, 0, 0].item<float>());
            return Value(places.Count is 4 or 5 ? empty(1).FillInPlace(double.NaN) : x.Square().sum(), x.Multiply(2));
        });

        Run(optimizer, 7);

        Assert.Equal(2, optimizer.RejectedSteps);
        Assert.Equal(places[2], places[4], 1e-6f); // there the loss was a number
        Assert.Equal(places[4], places[5]); // no further back
        Assert.Equal(0.1, places[2] - places[3], 0.01);
        Assert.Equal(0.025, places[5] - places[6], 0.003);
    }

    [Fact]
    public void Adam_ConvexQuadratic_FindsItsMinimum()
    {
        using var scope = NewDisposeScope();
        var minimum = tensor(new[] { 0.1f, -0.2f, 0.3f, 0.8f, -0.5f, 0.6f }, [1, 3, 1, 2]);
        using var moments = AdamMoments.For(minimum);
        using var optimizer = new Adam(zeros(1, 3, 1, 2), 0.02, moments, x => Value((x - minimum).Square().sum(), (x - minimum).Multiply(2)));

        Run(optimizer, 400);

        Assert.True(allclose(minimum, optimizer.Image, rtol: 0, atol: 0.01));
    }

    [Fact]
    public void Adam_FirstStep_IsTheLearningRate()
    {
        using var scope = NewDisposeScope();
        using var moments = AdamMoments.For(Point(0, 0));
        using var optimizer = new Adam(Point(0, 0), 0.05, moments, x => Value(x.sum(), tensor(new[] { 7f, -0.001f }, [1, 1, 1, 2])));

        optimizer.Step();

        Assert.Equal([-0.05f, 0.05f], optimizer.Image.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void AdamMoments_Resized_KeepTheirCorrection()
    {
        using var scope = NewDisposeScope();
        using var small = AdamMoments.For(zeros(1, 3, 4, 4));
        small.Advance(0.9, 0.99);
        small.TakeIn(empty(3 * 4 * 4).FillInPlace(2), (0, 3 * 4 * 4), 0.9, 0.99);

        using var large = small.Resize(8, 8);
        large.Advance(0.9, 0.99);
        large.TakeIn(empty(3 * 8 * 8).FillInPlace(2), (0, 3 * 8 * 8), 0.9, 0.99);
        var (mean, deviation) = large.At((0, 3 * 8 * 8));

        Assert.True(allclose(empty_like(mean).FillInPlace(2), mean) && allclose(empty_like(mean).FillInPlace(2), deviation));
    }

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Lbfgs)]
    public void Next_StateInAScratchFile_TakesTheSameStepsAsInMemory(OptimizerKind kind)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var scratch = new TensorScratch(folder.Path);
        var (start, target) = (rand(1, 3, 700, 700), rand(1, 3, 700, 700));

        var (inMemory, inScratch) = (Run(null), Run(scratch));

        Assert.Equal(inMemory.data<float>().ToArray(), inScratch.data<float>().ToArray());
        Assert.Equal(0, MappedFiles.BytesIn(folder.Path));

        Tensor Run(TensorScratch? file)
        {
            var plan = new ScaleMemory(new Scale(700, 700, 8), TileSettings.Whole, kind, 5, file is not null, 0, 0, 0);
            using var sequence = new OptimizerSequence(new StylizeOptions());
            using var optimizer = sequence.Next(start, image => Value((image - target).Square().sum(), (image - target).Multiply(2)), plan, file);
            OptimizerTests.Run(optimizer, 8);
            Assert.True(file is null || MappedFiles.BytesIn(folder.Path) >= 10 * 3 * 700 * 700);
            return optimizer.Image.clone();
        }
    }

    private static Tensor Point(float x, float y) => tensor(new[] { x, y }, [1, 1, 1, 2]);

    private static (LossValues Losses, Tensor Gradient) Value(Tensor loss, Tensor gradient) =>
        (new LossValues(loss.item<float>(), new Dictionary<string, double> { ["content"] = loss.item<float>() }), gradient);

    private static (LossValues Losses, Tensor Gradient) Rosenbrock(Tensor at)
    {
        double x = at[0, 0, 0, 0].item<float>();
        double y = at[0, 0, 0, 1].item<float>();
        var value = Math.Pow(1 - x, 2) + (100 * Math.Pow(y - (x * x), 2));
        var gradient = Point((float)((-2 * (1 - x)) - (400 * x * (y - (x * x)))), (float)(200 * (y - (x * x))));
        return (new LossValues(value, new Dictionary<string, double> { ["content"] = value }), gradient);
    }

    private static void Run(IPixelOptimizer optimizer, int steps)
    {
        for (var i = 0; i < steps && optimizer.Step(); i++)
        {
        }
    }
}
