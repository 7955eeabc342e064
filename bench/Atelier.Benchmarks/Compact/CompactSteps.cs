namespace Atelier.Benchmarks.Compact;

/// <summary>A step at 512×512 of the student against one of VGG-19, to relu5_1, each in a process of its own, in turns.</summary>
internal static class CompactSteps
{
    private const int Rounds = 3;
    private const double Target = 0.25;

    /// <summary>Prints medians and ratios in bfloat16 and in float32.</summary>
    /// <param name="student">The student's name or file.</param>
    public static void Measure(string student)
    {
        Console.WriteLine($"A step to relu5_1 at 512×512, median of {Rounds} rounds:");
        foreach (var format in new[] { "bfloat16", "float32" })
        {
            var (own, teachers) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                own.Add(StepBenchmark.Measure(format, student));
                teachers.Add(StepBenchmark.Measure(format));
            }

            var (mine, theirs) = (own.Order().ElementAt(Rounds / 2), teachers.Order().ElementAt(Rounds / 2));
            Console.WriteLine($"  {format,-8}  {student} {mine:F0} ms, VGG-19 {theirs:F0} ms: {mine / theirs:F2} (at most {Target}: {(mine / theirs <= Target ? "reached" : "missed")})");
        }
    }
}
